import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { inOrder, type Script } from '@agentic-service-bot/bot/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { databaseIn } from '../data-dir.ts';
import { testServer } from '../testing/server.ts';
import { testStore } from '../testing/store.ts';
import { testOperator, testSession, testTerminal } from '../testing/terminal.ts';
import { say } from './replies.ts';
import { InteractiveChat } from './interactive.ts';

const CTRL_C = '\u0003';

async function begin(script: Script) {
  const server = await testServer({ script });
  const terminal = testTerminal();
  const session = await testSession(server.url);
  const left = new InteractiveChat(session, terminal.input, terminal.output).run();
  await terminal.sees('You are Alex Berger, on Basic.');
  return { server, terminal, session, left };
}

it('a person talks, sees what is done, and leaves', async () => {
  const { terminal, left } = await begin(
    inOrder(
      [{ call: 'device_power', input: { devices: ['speaker-living-room'], state: 'off' } }],
      [{ text: 'The speaker is off.' }],
    ),
  );
  terminal.type('');
  terminal.type('turn it off');
  await terminal.sees('The speaker is off.\n');
  terminal.input.end();
  await left;

  expect(terminal.seen()).toContain('  ✓ Switching on and off\nThe speaker is off.\n');
});

it.each(['quit', ' Exit '])('leaves on %j', async (word) => {
  const { server, terminal, left } = await begin(() => [{ text: 'Hello.' }]);
  terminal.type(word);
  await left;
  expect(server.events).not.toContainEqual(expect.objectContaining({ action: 'sendMessage' }));
});

const upgrade = [{ call: 'change_plan', input: { plan: 'premium' } }];

it('says no to a question by n, and yes by y', async () => {
  const { server, terminal } = await begin(
    inOrder(upgrade, [{ text: 'All right.' }], upgrade, [{ text: 'Enjoy it.' }]),
  );
  terminal.type('upgrade me');
  await terminal.sees('for $9.99/month? (y/n) ');
  terminal.type('n');
  await terminal.sees('✗ Changing the plan: not approved\nAll right.\n> ');
  terminal.type('I do want it');
  await terminal.sees('> I do want it\nChange from Basic to Premium for $9.99/month? (y/n) ');
  terminal.type('y');
  await terminal.sees('✓ Changing the plan\nEnjoy it.\n> ');

  const { store } = testStore(databaseIn(server.dataDir));
  await expect(store.customers.get('cust_001')).resolves.toMatchObject({ level: 'premium' });
});

it('anything else is a message, and the question stays', async () => {
  const { terminal } = await begin(inOrder(upgrade, [{ text: 'It has more.' }]));
  terminal.type('upgrade me');
  await terminal.sees('(y/n) ');
  terminal.type('what is it?');

  await terminal.sees(
    '(y/n) what is it?\nIt has more.\nChange from Basic to Premium for $9.99/month? (y/n) ',
  );
});

it('is told why something can not be said, and goes on', async () => {
  const { terminal } = await begin(() => [{ text: 'Hello.' }]);
  terminal.type('x'.repeat(4_001));
  await terminal.sees('4000');
  terminal.type('hello');
  await terminal.sees('Hello.');
});

it('shows what nobody asked for, above the prompt', async () => {
  const { terminal, session, server } = await begin(() => [{ text: 'Hello.' }]);
  terminal.type('hello');
  await terminal.sees('Hello.\n');
  const conversationId = session.current.get()?.id ?? '';
  const operator = await testOperator(server.url);
  operator.send({ action: 'takeOver', conversationId });
  operator.send({ action: 'reply', requestId: 'r', conversationId, text: 'Sam here.' });

  await terminal.sees('Sam here.\n> ');
});

it('waits for no person: what is added reaches them, and one may leave before they answer', async () => {
  const { terminal, session, server, left } = await begin(() => [{ text: 'Hello.' }]);
  terminal.type('hello');
  await terminal.sees('Hello.\n> ');
  const conversationId = session.current.get()?.id ?? '';
  const operator = await testOperator(server.url);
  operator.send({ action: 'takeOver', conversationId });
  await eventually(() =>
    expect(session.conversations.get().conversations).toMatchObject([{ status: 'human' }]),
  );
  terminal.type('is anybody there?');
  await terminal.sees('is anybody there?\nA person answers you here, as soon as they can.\n> ');
  terminal.type('my lamp is broken');
  await terminal.sees('my lamp is broken\nA person answers you here, as soon as they can.\n> ');
  const entries = session.current.get()?.state.get().entries ?? [];
  expect(entries.filter(({ message }) => message.role === 'user')).toHaveLength(3);
  operator.send({ action: 'reply', requestId: 'r', conversationId, text: 'Sam here.' });
  await terminal.sees('Sam here.\n> ');
  terminal.type('thank you');
  terminal.input.end();
  await left;
});

it('calls levels by their titles', async () => {
  const { terminal } = await begin(
    inOrder(
      [{ call: 'device_relocation', input: { devices: ['speaker-living-room'], room: 'bedroom' } }],
      [{ text: 'That needs another plan.' }],
    ),
  );
  terminal.type('move my speaker to the bedroom');
  await terminal.sees('(needs Premium)');
});

it('shows a reply to what was said elsewhere whole, above the prompt', async () => {
  const { terminal, session, server } = await begin(
    inOrder(
      [{ text: 'Hello.' }],
      [{ call: 'device_power', input: { devices: ['speaker-living-room'], state: 'off' } }],
      [{ text: 'The speaker is off.' }],
    ),
  );
  terminal.type('hello');
  await terminal.sees('Hello.\n');
  const elsewhere = await testSession(server.url);
  elsewhere.open(session.current.get()?.id ?? '');
  await say(elsewhere, 'turn it off');

  await terminal.sees('  ✓ Switching on and off\nThe speaker is off.\n> ');
});

it('stops the bot with Ctrl+C while it writes, and leaves with it else', async () => {
  const gate = Promise.withResolvers<undefined>();
  const { server, terminal, left } = await begin(() => [
    { text: 'Once upon a time. ' },
    { meanwhile: () => gate.promise },
    { text: 'There was a lamp. ' },
  ]);
  terminal.type('tell me a story');
  await terminal.sees('Once upon a time.');
  terminal.input.write(CTRL_C);
  await eventually(() => expect(server.events).toContainEqual(expect.objectContaining({ action: 'cancel' })));
  gate.resolve(undefined);
  await eventually(() => expect(terminal.seen()).toMatch(/Once upon a time\.[^]*\n> $/));

  terminal.input.write(CTRL_C);
  await left;
});

it('ends the wait for the bot with a second Ctrl+C, or by leaving', async () => {
  const never = Promise.withResolvers<undefined>();
  const { server, session, terminal, left } = await begin(() => [
    { text: 'Once upon a time. ' },
    { meanwhile: () => never.promise },
  ]);
  // The first one may not get through.
  vi.spyOn(session, 'cancel').mockResolvedValue(undefined);
  onTestFinished(() => never.resolve(undefined));
  terminal.type('tell me a story');
  await terminal.sees('Once upon a time.');
  terminal.input.write(CTRL_C + CTRL_C);
  await eventually(() => expect(terminal.seen()).toMatch(/Once upon a time\.[^]*\n> $/));
  terminal.type('tell me another');
  terminal.type('and a third');
  const said = () => server.events.filter((event) => 'action' in event && event.action === 'sendMessage');
  await eventually(() => expect(said()).toHaveLength(2));
  terminal.input.end();
  await left;
  expect(said()).toHaveLength(2);
});
