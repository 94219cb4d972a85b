import { expect, test } from 'vitest';
import { FakeClock } from '../session/testing/fake-clock.ts';
import type { TokenAnswer } from '../widget/messages.ts';
import { hostPage } from './host-page.ts';

const clock = new FakeClock();

/** The page around, which answers so. */
const answering = (answer: TokenAnswer) =>
  hostPage(
    {
      postMessage: (message, origin, ports) => {
        expect([message.type, origin]).toEqual(['agentic-service-bot:token', '*']);
        (ports?.[0] as MessagePort).postMessage(answer);
      },
    },
    clock,
  );

test('a token comes from the page around', async () => {
  await expect(answering({ status: 'token', token: 't' }).token()).resolves.toBe('t');
});

test('nobody is signed in there', async () => {
  await expect(answering({ status: 'signed-out' }).token()).resolves.toBeUndefined();
});

test('it has none just now', async () => {
  await expect(answering({ status: 'unavailable' }).token()).rejects.toThrow('no token just now');
});

test('it does not answer', async () => {
  const asked = hostPage({ postMessage: () => undefined }, clock).token();
  const refused = expect(asked).rejects.toThrow('did not answer');
  await clock.advance(15_000);
  await refused;
});

test('it is asked to close the chat', () => {
  const asked: string[] = [];
  hostPage({ postMessage: ({ type }) => asked.push(type) }, clock).close();
  expect(asked).toEqual(['agentic-service-bot:close']);
});
