import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { cardsOf, continuation, replyTo, say, status, textOf } from './turn.ts';

const suite = useSuite();

let customer: Client;
let operator: Client;

beforeEach(async () => {
  const [operatorId = ''] = await suite.operators();
  [customer, operator] = await Promise.all([suite.join(ONE_SPEAKER), suite.join(operatorId)]);
});

describe('a person asked for', () => {
  it('makes the conversation wait, and the bot answers on', async () => {
    const { conversationId } = await say(customer, 'is my speaker on?');
    await customer.request({ action: 'requestHuman', conversationId, reason: 'It crackles' });
    await status(customer, conversationId, 'waiting');
    const { reply } = await say(customer, 'is it on?', conversationId);

    expect(textOf(reply)).not.toBe('');
  });

  it('in words does the same', async () => {
    const { conversationId, reply } = await say(customer, 'let me talk to someone');

    expect(cardsOf(reply)).toMatchObject([{ action: 'request_human', output: { status: 'done' } }]);
    await status(customer, conversationId, 'waiting');
  });

  it('shows in the inbox, now and as it changes', async () => {
    const first = await say(customer, 'is my speaker on?');
    await customer.request({ action: 'requestHuman', conversationId: first.conversationId });
    const inbox = await operator.request({ action: 'watchInbox' });
    const entry = inbox.conversations.find(({ id }) => id === first.conversationId);

    expect(entry).toMatchObject({ status: 'waiting', customer: { id: ONE_SPEAKER }, priority: 'standard' });
    expect(entry?.waitingSince).toBeDefined();
    const statuses = inbox.conversations.map((conversation) => conversation.status === 'waiting');
    expect(statuses).toEqual(statuses.toSorted((a, b) => Number(b) - Number(a)));

    const second = await say(customer, 'is my speaker on?');
    await customer.request({ action: 'requestHuman', conversationId: second.conversationId });
    const changed = await operator.find('the second one waiting', (frame) =>
      frame.type === 'conversation' &&
      frame.conversation.id === second.conversationId &&
      frame.conversation.status === 'waiting'
        ? frame.conversation
        : undefined,
    );
    expect(changed).toMatchObject({ customer: { id: ONE_SPEAKER }, priority: 'standard' });
  });

  it('comes sooner to who pays for it', async () => {
    const [dedicated = ''] = await suite.customersOn('enterprise');
    const home = await suite.join(dedicated);
    const earlier = await say(customer, 'let me talk to someone');
    const later = await say(home, 'let me talk to someone');
    const waiting = async (): Promise<readonly string[]> => {
      const { conversations } = await operator.request({ action: 'watchInbox' });
      return conversations.filter((entry) => entry.status === 'waiting').map(({ id }) => id);
    };

    await expect.poll(waiting).toContain(later.conversationId);
    const ids = await waiting();
    expect(ids.indexOf(later.conversationId)).toBeLessThan(ids.indexOf(earlier.conversationId));
  });
});

describe('an operator', () => {
  it('takes over, answers, hands back; the bot is silent meanwhile and answers what is left', async () => {
    const { conversationId } = await say(customer, 'let me talk to someone');
    await operator.resume(conversationId);
    await operator.request({ action: 'takeOver', conversationId });
    const taken = await status(customer, conversationId, 'human');
    const { principal } = await (
      await suite.connect((await suite.operators())[0] ?? '')
    ).request({
      action: 'hello',
    });
    expect(taken.conversation.operator).toEqual({ name: principal.name });

    await customer.request({ action: 'sendMessage', conversationId, text: 'is my speaker on?' });
    const requestId = randomUUID();
    const text = 'Hello, I am looking at it.';
    const reply = { action: 'reply', requestId, conversationId, text } as const;
    const accepted = await operator.request(reply);
    await expect(operator.request(reply)).resolves.toEqual(accepted);
    await expect(operator.refusal({ ...reply, text: 'Other words' })).resolves.toMatchObject({
      code: 'conflict',
    });
    const received = await customer.find("the operator's message", (frame) =>
      frame.type === 'message' && frame.message.id === accepted.messageId ? frame.message : undefined,
    );
    expect(received).toMatchObject({
      role: 'assistant',
      parts: [{ type: 'text', text }],
      metadata: { author: 'operator', name: principal.name, requestId },
    });

    const left = await customer.request({ action: 'sendMessage', conversationId, text: 'turn it up' });
    await operator.request({ action: 'handBack', conversationId });
    const back = await status(customer, conversationId, 'bot', taken.seq);
    const answer = await replyTo(customer, left);
    expect(answer.reply.metadata?.replyTo).toEqual([left.messageId]);
    expect(back.conversation.operator).toBeUndefined();

    const spoken = customer.frames.filter(
      (frame) =>
        frame.type === 'chunk' &&
        frame.conversationId === conversationId &&
        frame.seq > taken.seq &&
        frame.seq < back.seq,
    );
    expect(spoken).toEqual([]);
    const { last } = customer.transcript(conversationId);
    await operator.find(`all up to ${last}`, () =>
      operator.transcript(conversationId).last >= last ? true : undefined,
    );
    await expect(operator.transcript(conversationId).messages()).resolves.toEqual(
      await customer.transcript(conversationId).messages(),
    );
  });

  it('reads a conversation, and sees what happens in it from then on', async () => {
    const { conversationId } = await say(customer, 'is my speaker on?');
    const history = await operator.request({ action: 'history', conversationId });
    operator.transcript(conversationId).load(history);
    await operator.resume(conversationId);
    const turn = await say(customer, 'turn it up', conversationId);

    await expect(replyTo(operator, turn.accepted)).resolves.toMatchObject({ reply: turn.reply });
  });

  it('ends a reply under way with its take-over: no chunk comes after it', async () => {
    const { conversationId } = await say(customer, 'is my speaker on?');
    const asking = customer.request({
      action: 'sendMessage',
      conversationId,
      text: 'what devices do I have?',
    });
    await operator.request({ action: 'takeOver', conversationId });
    const taken = await status(customer, conversationId, 'human');
    const { messageId } = await asking;
    await operator.request({ action: 'reply', conversationId, text: 'I have it now.' });
    await operator.request({ action: 'close', conversationId });
    await status(customer, conversationId, 'closed');

    const chunks = customer.frames.flatMap((frame) =>
      frame.type === 'chunk' && frame.conversationId === conversationId ? [frame] : [],
    );
    expect(chunks.filter(({ seq }) => seq > taken.seq)).toEqual([]);
    const begun = chunks.filter(({ chunk }) => chunk.type === 'start');
    const ended = chunks.filter(({ chunk }) => chunk.type === 'finish' || chunk.type === 'abort');
    expect(ended).toHaveLength(begun.length);
    await expect(customer.transcript(conversationId).messages()).resolves.toContainEqual(
      expect.objectContaining({ id: messageId }),
    );
  });

  it('is a no to an open approval', async () => {
    const asked = await say(customer, 'upgrade me to premium');
    const approvalId = cardsOf(asked.reply).at(-1)?.approvalId;
    const { conversationId } = asked;
    await operator.request({ action: 'takeOver', conversationId });
    const taken = await status(customer, conversationId, 'human');

    await expect(
      customer.refusal({ action: 'approve', conversationId, approvalId, approved: true }),
    ).resolves.toMatchObject({ code: 'conflict' });
    const { reply } = await continuation(customer, asked);
    expect(cardsOf(reply)).toMatchObject([{ state: 'output-denied' }]);
    const late = customer.frames.filter(
      (frame) => frame.type === 'chunk' && frame.conversationId === conversationId && frame.seq > taken.seq,
    );
    expect(late).toEqual([]);
  });

  it('who closes is a no too', async () => {
    const asked = await say(customer, 'upgrade me to premium');
    const { conversationId } = asked;
    const approvalId = cardsOf(asked.reply).at(-1)?.approvalId;
    await operator.request({ action: 'takeOver', conversationId });
    await operator.request({ action: 'close', conversationId });
    await status(customer, conversationId, 'closed');

    await expect(
      customer.refusal({ action: 'approve', conversationId, approvalId, approved: true }),
    ).resolves.toMatchObject({ code: 'conflict' });
  });

  it('closes a conversation, and a message of the customer reopens it', async () => {
    const { conversationId } = await say(customer, 'is my speaker on?');
    await operator.request({ action: 'takeOver', conversationId });
    await operator.request({ action: 'close', conversationId });
    const closed = await status(customer, conversationId, 'closed');
    const { reply } = await say(customer, 'is it on?', conversationId);

    await status(customer, conversationId, 'bot', closed.seq);
    expect(textOf(reply)).not.toBe('');
  });

  it('can answer, hand back and close only what it holds', async () => {
    const { conversationId } = await say(customer, 'is my speaker on?');
    const reply = { action: 'reply', conversationId, text: 'Hello' };
    await expect(operator.refusal(reply)).resolves.toMatchObject({ code: 'conflict' });
    await expect(operator.refusal({ action: 'handBack', conversationId })).resolves.toMatchObject({
      code: 'conflict',
    });

    const [, otherId] = await suite.operators();
    if (otherId === undefined) throw new Error('The demo has one operator only');
    const other = await suite.join(otherId);
    await operator.request({ action: 'takeOver', conversationId });
    for (const frame of [
      reply,
      { action: 'handBack', conversationId },
      { action: 'close', conversationId },
    ]) {
      await expect(other.refusal(frame)).resolves.toMatchObject({ code: 'conflict' });
    }
    await operator.request({ action: 'handBack', conversationId });
  });
});
