import type { Budgets } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { at, fresh } from './samples.ts';

const END = at(1_000);

export const budgetsChecks = {
  'adds up to the limit and not above it': async ({ port: budgets }) => {
    const take = (amount: number) => budgets.take('key', amount, 10, at(0), END);
    expect(await take(11)).toBe(false);
    expect(await take(6)).toBe(true);
    expect(await take(5)).toBe(false);
    expect(await take(4)).toBe(true);
    expect(await take(1)).toBe(false);
  },

  'says, asked for nothing, whether the counter is above the limit': async ({ port: budgets }) => {
    const take = (amount: number, limit: number, ms = 0) =>
      budgets.take('key', amount, limit, at(ms), at(ms + 100));
    expect(await take(0, 0)).toBe(true);
    await take(2, 2);
    expect(await take(0, 1)).toBe(false);
    expect(await take(0, 2)).toBe(true);
    expect(await take(1, 3)).toBe(true);
    expect(await take(0, 0, 101)).toBe(true);
  },

  'takes back what was not used': async ({ port: budgets }) => {
    const take = (amount: number, limit = 10) => budgets.take('key', amount, limit, at(0), END);
    await take(10);
    expect(await take(-4)).toBe(true);
    expect(await take(5)).toBe(false);
    expect(await take(4)).toBe(true);
    // The limit may be lower by now: that is no reason to keep it.
    expect(await take(-2, 5)).toBe(true);
    expect(await take(2)).toBe(true);
  },

  'lends nothing, however much is given back': async ({ port: budgets }) => {
    const take = (key: string, amount: number, ms: number) =>
      budgets.take(key, amount, 10, at(ms), at(ms + 100));
    await take('used', 3, 0);
    await take('used', -8, 0);
    expect(await take('used', 11, 0)).toBe(false);
    await take('unused', -5, 0);
    expect(await take('unused', 11, 0)).toBe(false);
    await take('ended', 3, 0);
    await take('ended', -3, 200);
    expect(await take('ended', 11, 200)).toBe(false);
  },

  'starts again once the end of its first use has passed': async ({ port: budgets }) => {
    const take = (now: number, end: number) => budgets.take('key', 1, 2, at(now), at(end));
    expect(await take(0, 100)).toBe(true);
    expect(await take(60, 160)).toBe(true);
    expect(await take(90, 190)).toBe(false);
    expect(await take(101, 201)).toBe(true);
    expect(await take(150, 250)).toBe(true);
    expect(await take(170, 270)).toBe(false);
    expect(await take(202, 302)).toBe(true);
  },

  'counts on for whoever opens it next, and starts again for them, be the window short or long': async ({
    port: budgets,
    reopen,
  }) => {
    for (const [key, ms] of [
      ['minute', 60_000],
      ['day', 24 * 60 * 60_000],
    ] as const) {
      const take = (port: Budgets, amount: number, now = 0) =>
        port.take(key, amount, 10, at(now), at(now + ms));
      expect(await take(budgets, 6)).toBe(true);
      const next = await reopen();
      expect(await take(next, 5)).toBe(false);
      expect(await take(next, 4)).toBe(true);
      expect(await take(budgets, 1)).toBe(false);
      expect(await take(await reopen(), 10, ms)).toBe(true);
      expect(await take(await reopen(), 1, ms)).toBe(false);
    }
  },

  'keeps counters apart': async ({ port: budgets }) => {
    for (const key of ['a', 'A', 'a/b', 'a#b', 'a ']) {
      expect(await budgets.take(key, 1, 1, at(0), END)).toBe(true);
      expect(await budgets.take(key, 1, 1, at(0), END)).toBe(false);
    }
  },

  'is never overspent by those who race, and refuses nobody who would fit': async ({ port: budgets }) => {
    const amounts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.integer({ min: 0, max: 200 }), async (wanted, limit) => {
        const key = fresh('budget');
        const got = await Promise.all(wanted.map((amount) => budgets.take(key, amount, limit, at(0), END)));
        const used = wanted.reduce((sum, amount, index) => sum + (got[index] === true ? amount : 0), 0);
        expect(used).toBeLessThanOrEqual(limit);
        const refused = wanted.filter((_, index) => got[index] === false);
        for (const amount of refused) expect(used + amount).toBeGreaterThan(limit);
      }),
      { numRuns: 25 },
    );
  },
} satisfies Checks<Budgets>;

export const budgetsContract = contract<Budgets, keyof typeof budgetsChecks>('budgets', budgetsChecks);
