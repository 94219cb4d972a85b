import type { ConversationState } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stateOf, testStore } from '../testing/store.ts';

const time = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 1) + 20 })
  .map((ms) => new Date(ms).toISOString());

const states = fc.array(
  fc.record({
    status: fc.constantFrom('bot' as const, 'waiting' as const, 'human' as const, 'closed' as const),
    priority: fc.constantFrom('standard' as const, 'priority' as const, 'dedicated' as const),
    updatedAt: time,
    waitingSince: time,
  }),
  { maxLength: 12 },
);

const GROUPS = ['waiting dedicated', 'waiting priority', 'waiting standard', 'human', 'bot', 'closed'];

function place({ status, priority, waitingSince, updatedAt }: ConversationState): [number, number] {
  return status === 'waiting'
    ? [GROUPS.indexOf(`${status} ${priority}`), Date.parse(waitingSince ?? '')]
    : [GROUPS.indexOf(status), -Date.parse(updatedAt)];
}

it('the inbox is in order over any pages, and shows each conversation once', async () => {
  await fc.assert(
    fc.asyncProperty(states, fc.integer({ min: 1, max: 5 }), async (all, limit) => {
      const { store } = testStore();
      for (const [index, state] of all.entries()) {
        await store.conversations.put({ id: `cv-${index}`, seq: 1, state: stateOf('ann', state) });
      }
      const seen = [];
      for (let cursor: string | undefined, more = true; more;) {
        const page = await store.conversations.inbox(limit, cursor);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        cursor = page.nextCursor;
        more = cursor !== undefined;
      }
      store.close();

      const places = seen.map(({ state }) => place(state));
      expect(places).toEqual(places.toSorted(([a, b], [c, d]) => a - c || b - d));
      expect(new Set(seen.map(({ id }) => id)).size).toBe(all.length);
      expect(seen).toHaveLength(all.length);
    }),
    { numRuns: 30 },
  );
});

it('a foreign cursor reads from the start', async () => {
  const { store } = testStore();
  await store.conversations.put({ id: 'cv', seq: 1, state: stateOf('ann') });

  for (const cursor of ['', 'nonsense', Buffer.from('[1]').toString('base64url')]) {
    await expect(store.conversations.inbox(5, cursor)).resolves.toMatchObject({ items: [{ id: 'cv' }] });
    await expect(store.conversations.ofCustomer('ann', 5, cursor)).resolves.toMatchObject({
      items: [{ id: 'cv' }],
    });
  }
});

it('an older summary does not replace a newer one', async () => {
  const { store } = testStore();
  await store.conversations.put({ id: 'cv', seq: 7, state: stateOf('ann', { title: 'new' }) });
  await store.conversations.put({ id: 'cv', seq: 6, state: stateOf('ann', { title: 'old' }) });

  await expect(store.conversations.ofCustomer('ann', 5)).resolves.toMatchObject({
    items: [{ seq: 7, state: { title: 'new' } }],
  });
});
