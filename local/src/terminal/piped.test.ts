import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { inOrder } from '@agentic-service-bot/bot/testing';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { testServer } from '../testing/server.ts';
import { testOperator, testSession } from '../testing/terminal.ts';
import { chatPiped } from './piped.ts';
import { NotSent } from './replies.ts';

async function chat(url: string, input: string): Promise<string> {
  let printed = '';
  await chatPiped(await testSession(url), Readable.from([input]), (text) => (printed += text));
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

  await expect(chatPiped(session, Readable.from(lines()), () => undefined)).rejects.toThrow('A person');
});

it('says why a line can not be said', async () => {
  const { url } = await testServer();

  await expect(chat(url, 'x'.repeat(4_001))).rejects.toThrow(NotSent);
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

  await expect(chatPiped(session, Readable.from(['hello']), () => undefined)).rejects.toThrow('is lost');
  await server.stop();
});
