import type { ConversationSummary, Conversations } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { allPages, at, AWKWARD_JSON, summary } from './samples.ts';

const updated = (ms: number) => ({ updatedAt: at(ms).toISOString() });
const idsOf = (items: readonly ConversationSummary[]) => items.map(({ id }) => id);

const STATUSES = ['waiting', 'human', 'bot', 'closed'] as const;
const PRIORITIES = ['dedicated', 'priority', 'standard'] as const;

/** Conversations whose times all differ, so that there is one right order. */
const inboxes = fc
  .array(
    fc.record({
      status: fc.constantFrom(...STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
      updatedMs: fc.nat(100_000),
    }),
    { maxLength: 12 },
  )
  .map((items) =>
    items.map(({ updatedMs, status, priority }, index): ConversationSummary => {
      const time = updated(updatedMs * 100 + index);
      const waitingSince = at(((updatedMs * 7) % 1_000) * 100 + index).toISOString();
      const more = status === 'waiting' ? { waitingSince } : {};
      return summary(`cv_${index}`, 1, { status, priority, ...time, ...more });
    }),
  );

/** The order of the inbox as its port's description has it. */
function inboxOrder(a: ConversationSummary, b: ConversationSummary): number {
  const status = STATUSES.indexOf(a.state.status) - STATUSES.indexOf(b.state.status);
  if (status !== 0) return status;
  if (a.state.status !== 'waiting') return a.state.updatedAt < b.state.updatedAt ? 1 : -1;
  const priority = PRIORITIES.indexOf(a.state.priority) - PRIORITIES.indexOf(b.state.priority);
  if (priority !== 0) return priority;
  return (a.state.waitingSince ?? '') < (b.state.waitingSince ?? '') ? -1 : 1;
}

export const conversationsChecks = {
  'gives back what was put': async ({ port: conversations }) => {
    expect(await conversations.ofCustomer('cust_1', 10)).toEqual({ items: [] });
    const approval = {
      id: 'ap-1',
      messageId: 'm_1',
      metadata: { author: 'bot', createdAt: '2026-01-01T00:00:00.000Z' },
      from: 1,
      origin: { kind: 'messages', replyTo: ['m_0'] },
      step: 0,
      call: 1,
      toolCallId: 'm_1-0-1',
      action: 'device_remove',
      title: 'Remove “Küche”?',
      inputHash: 'hash',
      expiresAt: at(1).toISOString(),
    } as const;
    const title = JSON.stringify(AWKWARD_JSON).slice(0, 500);
    const put = summary('cv', 7, { title, approval, unanswered: ['m_2', 'm_3'] });
    await conversations.put(put);
    expect(await conversations.ofCustomer('cust_1', 10)).toEqual({ items: [put] });
    expect(await conversations.inbox(10)).toEqual({ items: [put] });
  },

  'keeps the summary of the highest number, whoever comes last': async ({ port: conversations }) => {
    const put = (seq: number, title: string) => conversations.put(summary('cv', seq, { title }));
    const title = async () => (await conversations.ofCustomer('cust_1', 10)).items[0]?.state.title;
    await put(3, 'three');
    await put(2, 'two');
    expect(await title()).toBe('three');
    await put(3, 'three again');
    expect(await title()).toBe('three again');
    await Promise.all([7, 4, 9, 5, 8, 6].map((seq) => put(seq, String(seq))));
    expect(await title()).toBe('9');
    expect(idsOf((await conversations.ofCustomer('cust_1', 10)).items)).toEqual(['cv']);
    expect(idsOf((await conversations.inbox(10)).items)).toEqual(['cv']);
  },

  'lists a customer’s conversations, the last updated first': async ({ port: conversations }) => {
    const times: [string, number][] = [
      ['b', 20],
      ['a', 30],
      ['c', 10],
    ];
    for (const [id, ms] of times) await conversations.put(summary(id, 1, updated(ms)));
    await conversations.put(summary('theirs', 1, { ...updated(40), customerId: 'cust_2' }));
    expect(idsOf((await conversations.ofCustomer('cust_1', 10)).items)).toEqual(['a', 'b', 'c']);
    expect(idsOf((await conversations.ofCustomer('cust_1', 2)).items)).toEqual(['a', 'b']);
    expect(await conversations.ofCustomer('cust_3', 10)).toEqual({ items: [] });
    await conversations.put(summary('c', 2, updated(50)));
    expect(idsOf((await conversations.ofCustomer('cust_1', 10)).items)).toEqual(['c', 'a', 'b']);
  },

  'joins a customer’s pages while conversations change': async ({ port: conversations }) => {
    for (let n = 0; n < 20; n++) await conversations.put(summary(`cv_${n}`, 1, updated(n)));
    let moves = 0;
    // Every other page, one that was shown moves to the front, or a new one comes.
    const change = async () => {
      moves += 1;
      const id = moves % 2 === 0 ? 'cv_19' : `new_${moves}`;
      await conversations.put(summary(id, 2, updated(100 + moves)));
    };
    const read = await allPages((cursor) => conversations.ofCustomer('cust_1', 3, cursor), change);
    expect(idsOf(read)).toEqual(Array.from({ length: 20 }, (_, n) => `cv_${19 - n}`));
  },

  'joins pages of conversations of one moment': async ({ port: conversations }) => {
    const ids = Array.from({ length: 9 }, (_, n) => `cv_${n}`);
    for (const id of ids) await conversations.put(summary(id, 1));
    const mine = await allPages((cursor) => conversations.ofCustomer('cust_1', 2, cursor));
    expect(idsOf(mine).toSorted()).toEqual(ids);
    const all = await allPages((cursor) => conversations.inbox(2, cursor));
    expect(idsOf(all).toSorted()).toEqual(ids);
  },

  'ends its pages at the last conversation': async ({ port: conversations }) => {
    for (let n = 0; n < 4; n++) await conversations.put(summary(`cv_${n}`, 1, updated(n)));
    const reads = [
      (cursor?: string) => conversations.ofCustomer('cust_1', 2, cursor),
      (cursor?: string) => conversations.inbox(2, cursor),
    ];
    for (const read of reads) {
      const first = await read();
      expect(first.nextCursor).toBeDefined();
      const second = await read(first.nextCursor);
      expect(idsOf(second.items)).toEqual(['cv_1', 'cv_0']);
      expect(second.nextCursor).toBeUndefined();
    }
  },

  'reads from the start with a foreign cursor': async ({ port: conversations }) => {
    await conversations.put(summary('cv', 1));
    for (const cursor of ['', 'nonsense', '{}', 'e30', '[]', '9007199254740993']) {
      expect(idsOf((await conversations.ofCustomer('cust_1', 10, cursor)).items)).toEqual(['cv']);
      expect(idsOf((await conversations.inbox(10, cursor)).items)).toEqual(['cv']);
    }
  },

  'orders the inbox: who waits by priority and time, then held, the bot’s, closed': async ({
    port: conversations,
  }) => {
    const seqs = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(inboxes, fc.integer({ min: 1, max: 5 }), fc.nat(1_000), async (items, limit, salt) => {
        for (const { id, state } of items) {
          // Each comes anew, from another place in the list.
          const seq = (seqs.get(id) ?? salt) + 1;
          seqs.set(id, seq);
          await conversations.put({ id, seq, state });
        }
        const present = new Set(idsOf(items));
        const read = await allPages((cursor) => conversations.inbox(limit, cursor));
        const expected = items.toSorted(inboxOrder).map(({ id }) => id);
        expect(idsOf(read).filter((id) => present.has(id))).toEqual(expected);
        expect(new Set(idsOf(read)).size).toBe(read.length);
      }),
      { numRuns: 15 },
    );
  },

  'shows every waiting conversation once while others come and go': async ({ port: conversations }) => {
    const waiting = (n: number) => ({
      status: 'waiting' as const,
      waitingSince: at(n).toISOString(),
      ...updated(n),
    });
    for (let n = 0; n < 12; n++) await conversations.put(summary(`w_${n}`, 1, waiting(n)));
    let n = 0;
    const change = async () => {
      n += 1;
      // One that was shown is taken by an operator; another one comes to wait.
      await conversations.put(summary(`w_${n - 1}`, 2, { status: 'human', ...updated(50 + n) }));
      await conversations.put(summary(`late_${n}`, 1, waiting(100 + n)));
    };
    const read = idsOf(await allPages((cursor) => conversations.inbox(4, cursor), change));
    const untouched = Array.from({ length: 12 }, (_, index) => `w_${index}`).slice(n);
    expect(read.filter((id) => untouched.includes(id))).toEqual(untouched);
  },

  'has summaries for whoever opens it next': async ({ port: conversations, reopen }) => {
    await conversations.put(summary('cv', 3));
    const again = await reopen();
    expect((await again.ofCustomer('cust_1', 10)).items).toEqual([summary('cv', 3)]);
    expect((await again.inbox(10)).items).toEqual([summary('cv', 3)]);
  },
} satisfies Checks<Conversations>;

export const conversationsContract = contract<Conversations, keyof typeof conversationsChecks>(
  'conversations',
  conversationsChecks,
);
