import { done, failed } from '@agentic-service-bot/bot/definition';
import type { Ledger, LedgerRecord } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { ALIKE, allPages, anyJson, at, AWKWARD_JSON, fresh, record } from './samples.ts';

const SETTLED_AT = at(5).toISOString();

export const ledgerChecks = {
  'keeps the intent that came first': async ({ port: ledger }) => {
    const first = record('cv', { attempt: 'first' });
    expect(await ledger.intend(first)).toEqual(first);
    expect(await ledger.intend(record('cv', { attempt: 'second', input: {} }))).toEqual(first);
    expect((await ledger.ofConversation('cv', 10)).items).toEqual([first]);
  },

  'lets one intent of those who race stand': async ({ port: ledger }) => {
    const rivals = Array.from({ length: 10 }, (_, n) => record('cv', { attempt: `attempt ${n}` }));
    const stands = await Promise.all(rivals.map((rival) => ledger.intend(rival)));
    expect(new Set(stands.map(({ attempt }) => attempt)).size).toBe(1);
    expect((await ledger.ofConversation('cv', 100)).items).toEqual([stands[0]]);
  },

  'takes equal calls at two places for two': async ({ port: ledger }) => {
    const places = [{}, { call: 1 }, { step: 1 }, { step: 1, call: 1 }, { step: 11 }, { turn: 'm_2' }];
    const records = places.map((place) => record('cv', place));
    for (const item of records) expect(await ledger.intend(item)).toEqual(item);
    expect((await ledger.ofConversation('cv', 100)).items).toEqual(records);
  },

  'adds an outcome to what was intended': async ({ port: ledger }) => {
    await ledger.intend(record('cv'));
    const settled = record('cv', { outcome: done({ power: 'off' }), settledAt: SETTLED_AT });
    expect(await ledger.settle(record('cv'), { outcome: done({ power: 'off' }) }, SETTLED_AT)).toEqual(
      settled,
    );
    expect(await ledger.intend(record('cv', { attempt: 'later' }))).toEqual(settled);
    expect((await ledger.ofConversation('cv', 10)).items).toEqual([settled]);
  },

  'keeps why a person is to take over': async ({ port: ledger }) => {
    await ledger.intend(record('cv'));
    const settlement = { outcome: done({ requested: true }), handOff: 'They asked for one.' };
    const settled = record('cv', { ...settlement, settledAt: SETTLED_AT });
    expect(await ledger.settle(record('cv'), settlement, SETTLED_AT)).toEqual(settled);
    expect(await ledger.intend(record('cv'))).toEqual(settled);
    const read = record('cv', { ...settlement, settledAt: SETTLED_AT, call: 1, at: at(1).toISOString() });
    expect(await ledger.intend(read)).toEqual(read);
    expect((await ledger.ofConversation('cv', 10)).items).toEqual([settled, read]);
  },

  'keeps the outcome that came first': async ({ port: ledger }) => {
    await ledger.intend(record('cv'));
    const first = await ledger.settle(record('cv'), { outcome: done(1) }, SETTLED_AT);
    const second = { outcome: failed('no'), handOff: 'Never.' };
    expect(await ledger.settle(record('cv'), second, at(9).toISOString())).toEqual(first);
    expect(await ledger.intend(record('cv'))).toEqual(first);
  },

  'lets one outcome of those who race stand': async ({ port: ledger }) => {
    await ledger.intend(record('cv'));
    const stands = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        ledger.settle(record('cv'), { outcome: done(n) }, at(n).toISOString()),
      ),
    );
    const [winner] = stands;
    for (const stand of stands) expect(stand).toEqual(winner);
    expect(await ledger.intend(record('cv'))).toEqual(winner);
  },

  'takes a record that is settled from the start': async ({ port: ledger }) => {
    const refused = record('cv', { decision: 'refused', outcome: failed('No.'), settledAt: SETTLED_AT });
    expect(await ledger.intend(refused)).toEqual(refused);
    expect(await ledger.settle(refused, { outcome: done(null) }, SETTLED_AT)).toEqual(refused);
  },

  'throws where nothing was intended': async ({ port: ledger }) => {
    await ledger.intend(record('cv'));
    await expect(
      ledger.settle(record('cv', { call: 1 }), { outcome: done(1) }, SETTLED_AT),
    ).rejects.toThrow();
    expect((await ledger.ofConversation('cv', 10)).items).toEqual([record('cv')]);
  },

  'reads a conversation page by page, oldest first, while it grows': async ({ port: ledger }) => {
    const places = Array.from({ length: 11 }, (_, n) => record('cv', { call: n, at: at(n).toISOString() }));
    for (const item of places) await ledger.intend(item);
    await ledger.intend(record('other'));
    let more = places.length;
    const grow = () => {
      const next = record('cv', { call: more, at: at(more).toISOString() });
      more += 1;
      return more < 15 ? ledger.intend(next) : Promise.resolve();
    };
    const read = await allPages((cursor) => ledger.ofConversation('cv', 3, cursor), grow);
    expect(read.map(({ call }) => call)).toEqual(read.map((_, index) => index));
    expect(read.slice(0, 11)).toEqual(places);
  },

  'tells a call beside the others of its reply, however late it was made': async ({ port: ledger }) => {
    const places = [
      { turn: '0mq1', call: 2 },
      { turn: '0mq1', call: 10 },
      { turn: '0mq1', step: 2 },
      { turn: '0mq1', step: 10 },
      { turn: '0mq10' },
      { turn: '0mq2' },
      { turn: 'B' },
      { turn: 'a' },
    ];
    const records = places.map((place, n) => record('cv', { ...place, at: at(50 - n).toISOString() }));
    for (const item of records.toReversed()) await ledger.intend(item);
    const read = await allPages((cursor) => ledger.ofConversation('cv', 3, cursor));
    expect(read).toEqual(records);
  },

  'ends its pages at the last record': async ({ port: ledger }) => {
    for (let call = 0; call < 6; call++)
      await ledger.intend(record('cv', { call, at: at(call).toISOString() }));
    const first = await ledger.ofConversation('cv', 3);
    const second = await ledger.ofConversation('cv', 3, first.nextCursor);
    expect(second.items.map(({ call }) => call)).toEqual([3, 4, 5]);
    expect(second.nextCursor).toBeUndefined();
    expect(await ledger.ofConversation('empty', 3)).toEqual({ items: [] });
  },

  'joins pages of records of one moment': async ({ port: ledger }) => {
    for (let call = 0; call < 12; call++) await ledger.intend(record('cv', { call }));
    const read = await allPages((cursor) => ledger.ofConversation('cv', 5, cursor));
    expect(read.map(({ call }) => call).toSorted((a, b) => a - b)).toEqual([...read.keys()]);
    expect(read).toHaveLength(12);
  },

  'reads from the start with a foreign cursor': async ({ port: ledger }) => {
    await ledger.intend(record('cv'));
    for (const cursor of ['', 'nonsense', '{}', 'e30', '[]']) {
      expect((await ledger.ofConversation('cv', 10, cursor)).items).toEqual([record('cv')]);
    }
  },

  'keeps places apart': async ({ port: ledger }) => {
    for (const [one, two] of ALIKE) {
      const mine = record(one[0], { turn: one[1], attempt: 'mine' });
      const other = record(two[0], { turn: two[1], attempt: 'other' });
      await ledger.intend(mine);
      expect(await ledger.intend(other)).toEqual(other);
    }
  },

  'keeps inputs and results as they are': async ({ port: ledger }) => {
    const awkward: Partial<LedgerRecord> = { input: AWKWARD_JSON, action: '\ud800 __proto__' };
    await ledger.intend(record('awkward', awkward));
    const settled = await ledger.settle(record('awkward'), { outcome: done(AWKWARD_JSON) }, SETTLED_AT);
    expect(settled).toEqual(
      record('awkward', { ...awkward, outcome: done(AWKWARD_JSON), settledAt: SETTLED_AT }),
    );
    await fc.assert(
      fc.asyncProperty(anyJson, anyJson, async (input, result) => {
        const id = fresh('cv');
        await ledger.intend(record(id, { input }));
        await ledger.settle(record(id), { outcome: done(result) }, SETTLED_AT);
        const expected = record(id, { input, outcome: done(result), settledAt: SETTLED_AT });
        expect((await ledger.ofConversation(id, 1)).items).toEqual([expected]);
      }),
      { numRuns: 40 },
    );
  },

  'has intents and outcomes for whoever opens it next': async ({ port: ledger, reopen }) => {
    const intent = await ledger.intend(record('cv'));
    const again = await reopen();
    expect(await again.intend(record('cv', { attempt: 'after the crash' }))).toEqual(intent);
    const settled = await again.settle(record('cv'), { outcome: done(1) }, SETTLED_AT);
    expect(await ledger.intend(record('cv'))).toEqual(settled);
  },
} satisfies Checks<Ledger>;

export const ledgerContract = contract<Ledger, keyof typeof ledgerChecks>('ledger', ledgerChecks);
