import { expect, it } from 'vitest';
import { converse } from './converse.ts';

/** A socket whose other end is the test. */
class FakeSocket extends EventTarget {
  readonly sent: unknown[] = [];
  readonly #answers: (sent: { action: string }) => readonly object[];

  constructor(answers: (sent: { action: string }) => readonly object[]) {
    super();
    this.#answers = answers;
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }

  send(text: string): void {
    const sent = JSON.parse(text) as { action: string };
    this.sent.push(sent);
    for (const frame of this.#answers(sent)) {
      this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
    }
  }

  close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

const WELCOME = {
  type: 'welcome',
  protocol: 1,
  principal: { id: 'ann', name: 'Ann', role: 'customer' },
  expiresAt: '2040-01-01T00:00:00.000Z',
  conversations: [],
};
const chunk = (seq: number, content: object) => ({
  type: 'chunk',
  conversationId: 'c',
  seq,
  messageId: 'm',
  chunk: content,
});

const talk = (answers: (sent: { action: string }) => readonly object[]): Promise<string> =>
  converse('wss://x/ws', 'token', 'hello', (_, protocols) => {
    expect(protocols).toEqual(['asb.v1', 'token']);
    return new FakeSocket(answers) as unknown as WebSocket;
  });

it('gives the words of the reply', async () => {
  const reply = talk(({ action }) =>
    action === 'hello'
      ? [WELCOME, { type: 'something-new' }]
      : [
          chunk(1, { type: 'text-delta', id: 't', delta: 'Good ' }),
          chunk(2, { type: 'text-delta', id: 't', delta: 'morning.' }),
          chunk(3, { type: 'finish' }),
        ],
  );
  expect(await reply).toBe('Good morning.');
});

it('says what the bot refuses', async () => {
  const refused = { type: 'error', code: 'unauthorized', message: 'The token has ended.' };
  await expect(talk(() => [refused])).rejects.toThrow('the bot answers unauthorized: The token has ended.');
});

it.each([
  ['error', /can't be opened with this token/],
  ['close', /closed before the reply ended/],
])('says so at %s', async (event, problem) => {
  const socket = new FakeSocket(() => []);
  const reply = converse('wss://x/ws', 'token', 'hello', () => socket as unknown as WebSocket);
  socket.dispatchEvent(new Event(event));
  await expect(reply).rejects.toThrow(problem);
});
