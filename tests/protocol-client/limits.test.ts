import { beforeEach, describe, expect, it } from 'vitest';
import type { Client, Refused } from './client.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { replyTo, say, textOf } from './turn.ts';

const suite = useSuite();

let client: Client;

beforeEach(async () => {
  client = await suite.join(ONE_SPEAKER);
});

describe('sizes', () => {
  it('a text of 4,000 units is taken, one more is too_large', async () => {
    const accepted = await client.request({ action: 'sendMessage', text: ` ${'🎵'.repeat(2_000)} ` });
    expect(textOf((await replyTo(client, accepted)).reply)).not.toBe('');

    await expect(
      client.refusal({ action: 'sendMessage', text: `${'🎵'.repeat(2_000)}x` }),
    ).resolves.toMatchObject({ code: 'too_large' });
  });

  it('a frame of 32,768 bytes is taken, one more closes with 1009', async () => {
    const other = await suite.join(ONE_SPEAKER);
    const frame = (bytes: number): string => {
      const bare = JSON.stringify({ action: 'ping', requestId: 'big', padding: '' });
      return bare.replace('""', `"${'x'.repeat(bytes - bare.length)}"`);
    };
    client.send(frame(32_768));
    await client.find('a pong', (answer) => (answer.type === 'pong' ? answer : undefined));

    client.send(frame(32_769));
    await expect(client.closed).resolves.toMatchObject({ code: 1009 });
    await other.request({ action: 'ping' });
  });

  it('a frame is measured in bytes', async () => {
    client.send(JSON.stringify({ action: 'ping', padding: 'é'.repeat(16_384) }));

    await expect(client.closed).resolves.toMatchObject({ code: 1009 });
  });

  it('a binary frame closes with 1003', async () => {
    client.send(new TextEncoder().encode('{"action":"ping"}'));

    await expect(client.closed).resolves.toMatchObject({ code: 1003 });
  });
});

it('too many messages are rate_limited, with the time to wait, and not stored', async () => {
  const [customerId = ''] = await suite.customersOn('enterprise');
  const eager = await suite.join(customerId);
  const { conversationId } = await say(eager, 'what devices do I have?');
  const many = await Promise.allSettled(
    Array.from({ length: 100 }, () =>
      eager.request({ action: 'sendMessage', conversationId, text: 'what devices do I have?' }),
    ),
  );
  const accepted = many.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  await Promise.all(accepted.map((message) => replyTo(eager, message)));
  const refused = many.flatMap((result) => (result.status === 'rejected' ? [result.reason as Refused] : []));

  expect(accepted.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const { frame } of refused) {
    expect(frame).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) as number });
  }
  const messages = await eager.transcript(conversationId).messages();
  expect(messages.filter(({ role }) => role === 'user')).toHaveLength(accepted.length + 1);
  await say(client, 'is my speaker on?');
});
