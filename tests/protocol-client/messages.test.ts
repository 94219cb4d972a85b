import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import { numbered, type Accepted, type ServerFrame } from './frames.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { cardsOf, numbersNamed, replyTo, say, textOf } from './turn.ts';

const suite = useSuite();

function framesOf(client: Client, conversationId: string): ServerFrame[] {
  return client.frames.filter((frame) => numbered(frame)?.conversationId === conversationId);
}

function seqsOf(client: Client, conversationId: string): number[] {
  return framesOf(client, conversationId)
    .map((frame) => numbered(frame)?.frame.seq ?? 0)
    .sort((a, b) => a - b);
}

function oneByOne(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}

async function volume(client: Client): Promise<number> {
  const { reply } = await say(client, "what is my speaker's volume?");
  const [found] = cardsOf(reply).flatMap(({ output }) => numbersNamed('volume', output?.result));
  if (found === undefined) throw new Error(`No volume in ${JSON.stringify(reply)}`);
  return found;
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
    expect(framesOf(stranger, turn.conversationId)).toEqual([]);
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

describe('the same requestId', () => {
  const stored = (client: Client, { conversationId, requestId }: Accepted): ServerFrame[] =>
    framesOf(client, conversationId).filter(
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

describe('the rest of a conversation', () => {
  it('pong answers ping', async () => {
    const client = await suite.join(ONE_SPEAKER);

    await expect(client.request({ action: 'ping', requestId: 'p-1' })).resolves.toEqual({
      type: 'pong',
      requestId: 'p-1',
    });
    client.send({ action: 'ping' });
    await client.find('a pong without requestId', (frame) =>
      frame.type === 'pong' && frame.requestId === undefined ? frame : undefined,
    );
  });

  it('a reply can be rated, and rated again', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const { conversationId, reply } = await say(client, 'is my speaker on?');
    const rate = { action: 'rate', conversationId, messageId: reply.id } as const;

    await client.request({ ...rate, rating: 'up' });
    await client.request({ ...rate, rating: 'down', comment: 'It did not say how loud.' });
    await expect(client.refusal({ ...rate, messageId: 'unknown', rating: 'up' })).resolves.toMatchObject({
      code: 'not_found',
    });
  });

  it('cancel is ok when nothing is in progress', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const { conversationId } = await say(client, 'is my speaker on?');

    await expect(client.request({ action: 'cancel', conversationId })).resolves.toMatchObject({ type: 'ok' });
    await say(client, 'is it on?', conversationId);
  });

  it('cancel ends the reply in progress, and nothing else', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const { conversationId } = await say(client, 'set the volume to 20');
    const sending = client.request({ action: 'sendMessage', conversationId, text: 'turn it up' });
    const cancelling = client.request({ action: 'cancel', conversationId });
    const { reply, chunks } = await replyTo(client, await sending);
    await cancelling;

    expect(chunks.at(-1)?.type).toMatch(/^(abort|finish)$/);
    for (const card of cardsOf(reply)) expect(card.output).toBeDefined();
    const done = cardsOf(reply).filter(({ output }) => output?.status === 'done');
    const after = await volume(client);
    expect(after > 20).toBe(done.length === 1);
    await say(client, 'is it on?', conversationId);
  });
});
