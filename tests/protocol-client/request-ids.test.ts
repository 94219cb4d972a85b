import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import type { Accepted, NumberedFrame } from './frames.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { numberedFrames, replyTo, say, volume } from './turn.ts';

const suite = useSuite();

describe('the same requestId', () => {
  const stored = (client: Client, { conversationId, requestId }: Accepted): NumberedFrame[] =>
    numberedFrames(client, conversationId).filter(
      (frame) => frame.type === 'message' && frame.message.metadata?.requestId === requestId,
    );

  it('gives the same answer and no second run', async () => {
    const client = await suite.join(ONE_SPEAKER);
    await say(client, 'set the volume to 30');
    const requestId = randomUUID();
    const message = { action: 'sendMessage', requestId, text: 'turn it up' } as const;
    const first = await client.request(message);
    const { conversationId } = await replyTo(client, first);
    const again = await client.request(message);
    const raised = await volume(client);
    await say(client, 'is it on?', conversationId);

    expect(again).toEqual(first);
    expect(stored(client, first)).toHaveLength(1);
    await expect(volume(client)).resolves.toBe(raised);
    const messages = await client.transcript(conversationId).messages();
    expect(messages.filter(({ role }) => role === 'assistant')).toHaveLength(2);
  });

  it('from two sockets at once gives one message and one turn', async () => {
    const sockets = await Promise.all([suite.join(ONE_SPEAKER), suite.join(ONE_SPEAKER)]);
    const message = { action: 'sendMessage', requestId: randomUUID(), text: 'is my speaker on?' } as const;
    const [first, second] = await Promise.all(sockets.map((client) => client.request(message)));
    if (first === undefined) throw new Error('No answer');

    expect(second).toEqual(first);
    for (const client of sockets) {
      await replyTo(client, first);
      expect(stored(client, first)).toHaveLength(1);
      await expect(client.transcript(first.conversationId).messages()).resolves.toHaveLength(2);
    }
  });

  it('with other content is a conflict', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const requestId = randomUUID();
    const { conversationId } = await say(client, 'is my speaker on?');
    await client.request({ action: 'sendMessage', requestId, conversationId, text: 'is it on?' });

    await expect(
      client.refusal({ action: 'sendMessage', requestId, conversationId, text: 'is it off?' }),
    ).resolves.toMatchObject({ code: 'conflict', requestId });
    await expect(
      client.refusal({ action: 'sendMessage', requestId, text: 'is it on?' }),
    ).resolves.toMatchObject({ code: 'conflict', requestId });
    await expect(
      client.refusal({ action: 'approve', requestId, conversationId, approvalId: 'a', approved: true }),
    ).resolves.toMatchObject({ requestId });
  });

  it('of another customer is another request', async () => {
    const [neighbour = ''] = await suite.customersOn('premium');
    const [one, two] = await Promise.all([suite.join(ONE_SPEAKER), suite.join(neighbour)]);
    const message = {
      action: 'sendMessage',
      requestId: randomUUID(),
      text: 'what devices do I have?',
    } as const;
    const [first, second] = [await one.request(message), await two.request(message)];

    expect(second.conversationId).not.toBe(first.conversationId);
    await Promise.all([replyTo(one, first), replyTo(two, second)]);
  });
});
