import { expect, it } from 'vitest';
import type { Client } from './client.ts';
import { numbered } from './frames.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { say } from './turn.ts';

const suite = useSuite();

/** Writes to a conversation as the person who holds it: many messages, no bot. */
async function talk(operator: Client, conversationId: string, name: string, count: number): Promise<void> {
  await operator.request({ action: 'takeOver', conversationId });
  for (let n = 1; n <= count; n += 1) {
    await operator.request({ action: 'reply', conversationId, text: `${name} ${n}` });
  }
  await operator.request({ action: 'handBack', conversationId });
}

it('a history of more than 50 messages comes in pages', async () => {
  const operators = await Promise.all((await suite.operators()).slice(0, 2).map((id) => suite.join(id)));
  const customer = await suite.join(ONE_SPEAKER);
  const { conversationId } = await say(customer, 'is my speaker on?');
  for (const [index, operator] of operators.entries())
    await talk(operator, conversationId, `From ${index}:`, 27);
  const latest = await customer.request({ action: 'history', conversationId });
  const before = latest.messages[0]?.from;
  const earlier = await customer.request({ action: 'history', conversationId, before });

  expect([latest.messages.length, latest.more]).toEqual([50, true]);
  expect([earlier.messages.length, earlier.more]).toEqual([6, false]);
  expect(earlier.messages[0]?.from).toBe(1);
  expect([...earlier.messages, ...latest.messages].map(({ message }) => message)).toEqual(
    await customer.transcript(conversationId).messages(),
  );
});

it('a resume of more than 200 frames comes in pages', async () => {
  const operators = await Promise.all((await suite.operators()).slice(0, 2).map((id) => suite.join(id)));
  const customer = await suite.join(ONE_SPEAKER);
  const { conversationId } = await say(customer, 'is my speaker on?');
  for (let n = 0; n < 60; n += 1) {
    for (const operator of operators) await talk(operator, conversationId, '', 0);
  }
  const { last } = customer.transcript(conversationId);
  const late = await suite.join(ONE_SPEAKER);
  const first = await late.request({ action: 'resume', conversationId, after: 0 });
  const page = late.frames.filter((frame) => numbered(frame) !== undefined);

  expect(last).toBeGreaterThan(240);
  expect(first.more).toBe(true);
  expect(page.length).toBeLessThanOrEqual(200);
  await late.resume(conversationId);
  expect(late.transcript(conversationId).last).toBe(last);
  expect(late.transcript(conversationId).view).toEqual(customer.transcript(conversationId).view);
  await expect(late.transcript(conversationId).messages()).resolves.toEqual(
    await customer.transcript(conversationId).messages(),
  );
});

it('more than 20 conversations come in pages, the latest first', async () => {
  const [customerId = ''] = await suite.customersOn('enterprise');
  const writer = await suite.join(customerId);
  const begun: string[] = [];
  for (let n = 0; n < 23; n += 1) {
    begun.unshift((await say(writer, 'what devices do I have?')).conversationId);
  }
  const reader = await suite.connect(customerId);
  const welcome = await reader.request({ action: 'hello' });
  const first = await reader.request({ action: 'listConversations' });
  const second = await reader.request({ action: 'listConversations', cursor: first.nextCursor });

  expect(welcome.conversations?.map(({ id }) => id)).toEqual(first.conversations.map(({ id }) => id));
  expect(first.conversations).toHaveLength(20);
  expect(welcome.nextCursor).toBeDefined();
  expect(second.nextCursor).toBeUndefined();
  expect([...first.conversations, ...second.conversations].map(({ id }) => id)).toEqual(begun);
  expect(first.conversations[0]).toMatchObject({ status: 'bot', title: expect.any(String) as string });
});
