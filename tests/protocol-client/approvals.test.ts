import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { cardsOf, continuation, replyTo, say, textOf, type Turn } from './turn.ts';

const suite = useSuite();

const UPGRADE = 'upgrade me to premium';

interface Asked extends Turn {
  readonly approvalId: string;
}

async function ask(client: Client, text: string, conversationId?: string): Promise<Asked> {
  const turn = await say(client, text, conversationId);
  const approvalId = cardsOf(turn.reply).at(-1)?.approvalId;
  if (approvalId === undefined) throw new Error(`Nothing was asked: ${JSON.stringify(turn.reply)}`);
  return { ...turn, approvalId };
}

function answer({ conversationId, approvalId }: Asked, approved: boolean) {
  return {
    action: 'approve' as const,
    requestId: randomUUID(),
    conversationId,
    approvalId,
    approved,
  };
}

async function approvalListed(client: Client, conversationId: string): Promise<unknown> {
  const { conversations } = await client.request({ action: 'listConversations' });
  return conversations.find(({ id }) => id === conversationId)?.approval;
}

async function levelOf(customer: string): Promise<string | undefined> {
  return (await (await suite.connect(customer)).request({ action: 'hello' })).serviceLevel?.name;
}

describe('an action that needs a yes', () => {
  it('is asked for and not done', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const { conversationId, reply, chunks, approvalId } = await ask(client, UPGRADE);

    const request = chunks.find((chunk) => chunk.type === 'tool-approval-request');
    const { title, expiresAt } = request?.approvalDescriptor as { title: string; expiresAt: string };
    expect(title).toMatch(/premium/i);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + 10 * 60_000);
    expect(chunks.at(-1)?.type).toBe('finish');
    expect(cardsOf(reply)).toMatchObject([{ action: 'change_plan', state: 'approval-requested' }]);
    await expect
      .poll(() => approvalListed(client, conversationId))
      .toEqual({ id: approvalId, messageId: reply.id, expiresAt });
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('basic');
  });

  it('is left on a no', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, UPGRADE);
    const accepted = await client.request(answer(asked, false));
    const { reply, chunks } = await continuation(client, asked);

    expect(accepted).toMatchObject({ conversationId: asked.conversationId, messageId: asked.reply.id });
    expect(chunks).toContainEqual(
      expect.objectContaining({
        type: 'tool-approval-response',
        approvalId: asked.approvalId,
        approved: false,
      }),
    );
    expect(chunks.map(({ type }) => type)).toContain('tool-output-denied');
    expect(chunks.at(-1)?.type).toBe('finish');
    expect(cardsOf(reply)).toMatchObject([{ action: 'change_plan', state: 'output-denied' }]);
    expect(textOf(reply).length).toBeGreaterThan(textOf(asked.reply).length);
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('basic');
  });

  it('is left on a typed no', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, UPGRADE);
    const accepted = await client.request({
      action: 'sendMessage',
      conversationId: asked.conversationId,
      text: 'no',
    });
    const { reply } = await continuation(client, asked);

    expect(cardsOf(reply)).toMatchObject([{ state: 'output-denied' }]);
    expect(textOf((await replyTo(client, accepted)).reply)).not.toBe('');
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('basic');
  });

  it('is closed by a newer one, whose yes is the only one that counts', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const older = await ask(client, UPGRADE);
    const newer = await ask(client, 'upgrade me to enterprise', older.conversationId);
    const { reply } = await continuation(client, older);

    expect(cardsOf(reply)).toMatchObject([{ state: 'output-denied' }]);
    await expect(client.refusal(answer(older, true))).resolves.toMatchObject({ code: 'conflict' });
    await client.request(answer(newer, false));
    await continuation(client, newer);
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('basic');
  });

  it('does not take a later "yes" to something else for its answer', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, UPGRADE);
    await say(client, 'is my speaker on?', asked.conversationId);
    await say(client, 'yes', asked.conversationId);

    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('basic');
  });

  it('has its words in a reply of their own when the customer has written since', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, UPGRADE);
    await say(client, 'is my speaker on?', asked.conversationId);

    await client.request(answer(asked, false));

    const { reply } = await continuation(client, asked);
    expect(cardsOf(reply)).toMatchObject([{ state: 'output-denied' }]);
    const last = (await client.transcript(asked.conversationId).messages()).at(-1);
    expect(last).toMatchObject({ role: 'assistant', metadata: { author: 'bot' } });
    expect(last?.id).not.toBe(asked.reply.id);
  });

  it("is nobody else's to approve", async () => {
    const asked = await ask(await suite.join(ONE_SPEAKER), UPGRADE);
    const [neighbour = ''] = await suite.customersOn('premium');
    const stranger = await suite.join(neighbour);
    const [operatorId = ''] = await suite.operators();
    const operator = await suite.join(operatorId);
    const own = await say(stranger, 'what devices do I have?');

    await expect(stranger.refusal(answer(asked, true))).resolves.toMatchObject({ code: 'not_found' });
    await expect(
      stranger.refusal({ ...answer(asked, true), conversationId: own.conversationId }),
    ).resolves.toMatchObject({ code: 'not_found' });
    await expect(operator.refusal(answer(asked, true))).resolves.toMatchObject({ code: 'forbidden' });
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('basic');
  });

  it('is unknown by another id', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, UPGRADE);

    for (const approvalId of ['unknown', 'toString', asked.reply.id]) {
      await expect(client.refusal({ ...answer(asked, true), approvalId })).resolves.toMatchObject({
        code: 'not_found',
      });
    }
  });

  it('is done once on a yes, in the message that asked', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, UPGRADE);
    const yes = answer(asked, true);
    const accepted = await client.request(yes);
    const { reply, chunks } = await continuation(client, asked);

    expect(accepted).toMatchObject({ conversationId: asked.conversationId, messageId: asked.reply.id });
    expect(chunks[0]).toMatchObject({ type: 'start', messageId: asked.reply.id });
    const types = chunks.map(({ type }) => type);
    expect(types.indexOf('tool-approval-response')).toBeGreaterThan(0);
    expect(types.indexOf('tool-output-available')).toBeGreaterThan(types.indexOf('tool-approval-response'));
    expect(types.lastIndexOf('text-delta')).toBeGreaterThan(types.indexOf('tool-output-available'));
    expect(types.at(-1)).toBe('finish');
    expect(cardsOf(reply)).toMatchObject([
      { action: 'change_plan', state: 'output-available', output: { status: 'done' } },
    ]);
    expect(reply.metadata).toEqual(asked.reply.metadata);
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('premium');

    await expect(client.request(yes)).resolves.toEqual(accepted);
    await expect(client.refusal({ ...yes, approved: false })).resolves.toMatchObject({ code: 'conflict' });
    await expect(client.refusal(answer(asked, true))).resolves.toMatchObject({ code: 'conflict' });
    await expect.poll(() => approvalListed(client, asked.conversationId)).toBeUndefined();
  });

  it('is done on a typed yes, the very next message', async () => {
    const client = await suite.join(ONE_SPEAKER);
    const asked = await ask(client, 'upgrade me to enterprise');
    const accepted = await client.request({
      action: 'sendMessage',
      conversationId: asked.conversationId,
      text: 'Yes, please!',
    });
    const { reply } = await continuation(client, asked);

    expect(cardsOf(reply)).toMatchObject([{ state: 'output-available', output: { status: 'done' } }]);
    expect(textOf((await replyTo(client, accepted)).reply)).not.toBe('');
    await expect(levelOf(ONE_SPEAKER)).resolves.toBe('enterprise');
  });
});
