import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { inOrder } from '@agentic-service-bot/bot/testing';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { databaseIn } from '../data-dir.ts';
import { testServer } from '../testing/server.ts';
import { testStore } from '../testing/store.ts';
import { testOperator, testSession } from '../testing/terminal.ts';
import { chatPiped } from './piped.ts';
import { NotSent } from './replies.ts';

const SILENT = {
  write: () => undefined,
  note: () => undefined,
  wait: () => Promise.reject(new Error('It waits.')),
};

async function chat(url: string, input: string): Promise<string> {
  let printed = '';
  await chatPiped(await testSession(url), Readable.from([input]), {
    ...SILENT,
    write: (text) => (printed += text),
  });
  return printed;
}

it('prints the replies to the lines, in order, and nothing else', async () => {
  const { url } = await testServer({
    script: inOrder(
      [{ text: 'It is on.' }],
      [{ call: 'device_power', input: { devices: ['speaker-living-room'], state: 'off' } }],
      [{ text: 'It is off now.' }],
    ),
  });

  await expect(chat(url, 'is my speaker on?\n\n  \nturn it off')).resolves.toBe(
    'It is on.\nIt is off now.\n',
  );
});

it('prints what is asked, and a line may answer it', async () => {
  const { url } = await testServer({
    script: inOrder([{ call: 'change_plan', input: { plan: 'premium' } }]),
  });

  await expect(chat(url, 'upgrade me\nno\n')).resolves.toMatch(/^Change from Basic to Premium .*\?\n.+\n$/);
});

it('says so when a person has taken over, and waits for no answer of theirs', async () => {
  const server = await testServer({ script: () => [{ text: 'Hello.' }] });
  const session = await testSession(server.url);
  async function* lines() {
    yield 'hello\n';
    await eventually(() => expect(session.current.get()?.id).toBeDefined());
    const operator = await testOperator(server.url);
    operator.send({ action: 'takeOver', conversationId: session.current.get()?.id });
    await eventually(() =>
      expect(session.conversations.get().conversations).toMatchObject([{ status: 'human' }]),
    );
    yield 'and now?\n';
  }

  await expect(chatPiped(session, Readable.from(lines()), SILENT)).rejects.toThrow('A person');
});

it('says why a line can not be said', async () => {
  const { url } = await testServer();

  await expect(chat(url, 'x'.repeat(4_001))).rejects.toThrow(NotSent);
});

it('waits where a minute’s messages are said, says so, and says the line again', async () => {
  let now = Date.now();
  const { url, dataDir } = await testServer({
    script: () => [{ text: 'It is on.' }],
    now: () => new Date(now),
  });
  const { store } = testStore(databaseIn(dataDir));
  const minuteEnds = new Date(now - (now % 60_000) + 60_000);
  // More than any limit allows.
  await store.budgets.take('messages/cust_001', 1_000_000, 1_000_000, new Date(now), minuteEnds);
  const heard: string[] = [];
  await chatPiped(await testSession(url), Readable.from(['is it on?\nand now?\n']), {
    write: (text) => heard.push(text),
    note: (text) => heard.push(text),
    wait: (ms) => Promise.resolve((now += ms)),
  });

  const note = expect.stringMatching(
    /^Too many messages in a minute.* It is sent again in \d+ s\.\n$/,
  ) as string;
  expect(heard).toEqual([note, 'It is on.\n', 'It is on.\n']);
});

it('ends when the server goes', async () => {
  const server = await testServer({
    script: () => [{ meanwhile: () => new Promise(() => undefined) }],
  });
  const chatting = chat(server.url, 'hello');
  chatting.catch(() => undefined);
  await expect.poll(() => server.events.some(({ type }) => type === 'frame')).toBe(true);
  const session = await testSession(server.url);
  session.signOut();

  await expect(chatPiped(session, Readable.from(['hello']), SILENT)).rejects.toThrow('is lost');
  await server.stop();
});
