import type { ServerFrame } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import type { LogEntry } from '../conversation/entry.ts';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World, type Person } from '../testing/world.ts';

const world = () => new World(lampService().service, scriptedModel(inOrder([{ text: 'Hello.' }])));

/** Asks for page after page until there is no other. */
async function pages(person: Person, frame: Record<string, unknown> & { action: string }) {
  const found: ServerFrame[] = [];
  for (let cursor: unknown = ''; typeof cursor === 'string';) {
    const answer = await person.ask({ ...frame, ...(cursor === '' ? {} : { cursor }) });
    found.push(answer);
    cursor = 'nextCursor' in answer ? answer.nextCursor : undefined;
  }
  return found;
}

test('lists of conversations come in pages, to customers and to operators', async () => {
  const w = world();
  const ann = await w.person('ann');
  const begun: string[] = [];
  for (let n = 0; n < 23; n++) {
    begun.push(await ann.write(`hi ${String(n)}`));
    w.clock.advance(5_000);
  }
  const again = await w.person('ann', 'customer', 'second socket');
  const [welcome] = again.frames;
  expect(welcome).toMatchObject({ type: 'welcome', nextCursor: expect.any(String) as string });
  const idsOf = (found: readonly ServerFrame[]) =>
    found.flatMap((frame) =>
      'conversations' in frame ? (frame.conversations ?? []).map(({ id }) => id) : [],
    );
  const listed = await pages(ann, { action: 'listConversations' });
  expect(listed).toHaveLength(2);
  expect(idsOf(listed)).toEqual(begun.toReversed());
  const ops = await w.person('op', 'operator');
  const inbox = await pages(ops, { action: 'watchInbox' });
  expect(inbox).toHaveLength(2);
  expect(new Set(idsOf(inbox))).toEqual(new Set(begun));
});

test('what the bot did comes in pages, with what has no outcome yet, and long inputs cut', async () => {
  const w = world();
  const ann = await w.person('ann');
  const ops = await w.person('op', 'operator');
  const conversationId = await ann.say('hi');
  const base = {
    conversationId,
    turn: 'm_1',
    step: 0,
    attempt: 'a',
    customerId: 'ann',
    action: 'power',
    way: 'chat',
    inputHash: 'h',
    level: 'basic',
    decision: 'allowed',
    serviceVersion: '7',
    promptVersion: '1',
    model: 'm',
    at: w.clock.now().toISOString(),
  } as const;
  for (let call = 0; call < 60; call++)
    await w.ports.ledger.intend({ ...base, call, input: { text: 'x'.repeat(call === 3 ? 20_000 : 1) } });
  const found = await pages(ops, { action: 'audit', conversationId });
  const records = found.flatMap((frame) => (frame.type === 'audit' ? frame.records : []));
  expect(found.length).toBeGreaterThan(1);
  expect(records).toHaveLength(60);
  expect(records[0]).not.toHaveProperty('status');
  expect(records[0]).not.toHaveProperty('settledAt');
  expect(records[3]?.input).toMatch(/^\{"text":"x+…$/u);
});

test('a history whose messages have several versions says that there is more, until there is none', async () => {
  const w = world();
  const ann = await w.person('ann');
  const conversationId = await ann.say('hi 0');
  for (let n = 1; n < 30; n++) {
    w.clock.advance(60_000);
    await ann.say(`hi ${String(n)}`, conversationId);
  }
  // The newest one is written once more, as by the answer to an approval.
  const last = (await w.ports.log.last(conversationId)) as LogEntry;
  expect(await w.ports.log.append({ ...last, seq: last.seq + last.frames.length })).toBe('appended');
  const ids: string[] = [];
  for (let before: number | undefined, more = true; more;) {
    const page = await ann.ask({ action: 'history', conversationId, ...(before && { before }) });
    if (page.type !== 'history') throw new Error('Not history.');
    ids.unshift(...page.messages.map(({ message }) => message.id));
    before = page.messages[0]?.from;
    more = page.more;
  }
  expect(new Set(ids).size).toBe(60);
  expect(ids).toHaveLength(60);
});
