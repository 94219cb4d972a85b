import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { numberedFrames, replyTo, say, textOf, volume } from './turn.ts';

const suite = useSuite();

function seqsOf(client: Client, conversationId: string): number[] {
  return numberedFrames(client, conversationId).map(({ seq }) => seq);
}

function oneByOne(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}

describe('sendMessage', () => {
  it('begins a conversation, is stored, and is answered by the bot in words', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const requestId = randomUUID();
    const accepted = await client.request({ action: 'sendMessage', requestId, text: '  is my speaker on? ' });
    const { conversationId, reply, chunks } = await replyTo(client, accepted);

    expect(accepted).toMatchObject({ requestId, conversationId });
    const [question, answer, ...rest] = await client.transcript(conversationId).messages();
    expect(rest).toEqual([]);
    expect(question).toMatchObject({
      id: accepted.messageId,
      role: 'user',
      parts: [{ type: 'text', text: 'is my speaker on?' }],
      metadata: { author: 'customer', requestId },
    });
    expect(answer).toEqual(reply);
    expect(reply).toMatchObject({
      role: 'assistant',
      metadata: { author: 'bot', replyTo: [accepted.messageId] },
    });
    expect(textOf(reply)).toMatch(/speaker/i);
    expect(chunks.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['start', 'start-step', 'text-start', 'text-delta', 'text-end', 'finish']),
    );
    expect(chunks.at(0)?.type).toBe('start');
    expect(chunks.at(-1)?.type).toBe('finish');
  });

  it('continues a conversation, which keeps one numbering from 1', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const { conversationId } = await say(client, 'is my speaker on?');
    const second = await say(client, 'turn it up', conversationId);

    expect(second.conversationId).toBe(conversationId);
    const seqs = seqsOf(client, conversationId);
    expect(seqs).toEqual(oneByOne(seqs.length));
    await expect(client.transcript(conversationId).messages()).resolves.toHaveLength(4);
  });

  it('keeps two conversations apart', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const [first, second] = await Promise.all([
      say(client, 'is my speaker on?'),
      say(client, 'what devices do I have?'),
    ]);

    expect(first.conversationId).not.toBe(second.conversationId);
    for (const { conversationId, accepted } of [first, second]) {
      const seqs = seqsOf(client, conversationId);
      expect(seqs).toEqual(oneByOne(seqs.length));
      const [question] = await client.transcript(conversationId).messages();
      expect(question?.id).toBe(accepted.messageId);
    }
  });

  it('reaches every socket of the customer, and nobody else', async () => {
    const [sender, other] = await Promise.all([suite.join(ONE_SPEAKER), suite.join(ONE_SPEAKER)]);
    const [neighbour = ''] = (await suite.customersOn('premium')).filter((id) => id !== ONE_SPEAKER);
    const stranger = await suite.join(neighbour);
    const turn = await say(sender, 'is my speaker on?');
    const seen = await replyTo(other, turn.accepted);

    expect(seen.reply).toEqual(turn.reply);
    await expect(other.transcript(turn.conversationId).messages()).resolves.toEqual(
      await sender.transcript(turn.conversationId).messages(),
    );
    await stranger.request({ action: 'ping' });
    expect(numberedFrames(stranger, turn.conversationId)).toEqual([]);
  });

  it('answers everything that comes in a burst', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const { conversationId } = await say(client, 'is my speaker on?');
    const burst = await Promise.all(
      ['turn it off', 'turn it on', 'what devices do I have?', 'is it on?'].map((text) =>
        client.request({ action: 'sendMessage', conversationId, text }),
      ),
    );
    const replies = await Promise.all(burst.map((accepted) => replyTo(client, accepted)));

    for (const { reply } of replies) expect(textOf(reply)).not.toBe('');
    const messages = await client.transcript(conversationId).messages();
    const answered = messages.flatMap(({ metadata }) => metadata?.replyTo ?? []);
    const asked = messages.filter(({ role }) => role === 'user').map(({ id }) => id);
    expect(answered.toSorted()).toEqual(asked.toSorted());
  });

  it('does twice what is asked twice', async () => {
    const client = await suite.join(ONE_SPEAKER);
    await say(client, 'set the volume to 40');
    const before = await volume(client);
    const { conversationId } = await say(client, 'turn it up');
    const once = await volume(client);
    const burst = await Promise.all(
      ['turn it up', 'turn it up'].map((text) =>
        client.request({ action: 'sendMessage', conversationId, text }),
      ),
    );
    await Promise.all(burst.map((accepted) => replyTo(client, accepted)));

    expect(before).toBe(40);
    expect(once).toBeGreaterThan(before);
    await expect(volume(client)).resolves.toBe(once + 2 * (once - before));
  });
});
