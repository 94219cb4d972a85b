import type { RequestRecord, Requests } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { ALIKE, at } from './samples.ts';

const claimOf = (hash: string): RequestRecord => ({
  hash,
  conversationId: `cv_${hash}`,
  messageId: `m_${hash}`,
  after: 3,
});

export const requestsChecks = {
  'keeps the claim that came first, whatever comes under its id': async ({ port: requests }) => {
    const claim = (hash: string, ms: number) =>
      requests.claim('cust', 'r1', claimOf(hash), at(ms), at(ms + 100));
    expect(await claim('one', 0)).toEqual(claimOf('one'));
    expect(await claim('one', 10)).toEqual(claimOf('one'));
    expect(await claim('two', 99)).toEqual(claimOf('one'));
  },

  'forgets a claim that has expired': async ({ port: requests }) => {
    const claim = (hash: string, ms: number) =>
      requests.claim('cust', 'r1', claimOf(hash), at(ms), at(ms + 100));
    await claim('one', 0);
    await claim('two', 90);
    expect(await claim('three', 101)).toEqual(claimOf('three'));
    expect(await claim('four', 190)).toEqual(claimOf('three'));
  },

  'lets one of those who race stand': async ({ port: requests }) => {
    const rivals = Array.from({ length: 10 }, (_, n) =>
      requests.claim('cust', 'r1', claimOf(String(n)), at(0), at(100)),
    );
    const stands = await Promise.all(rivals);
    expect(new Set(stands.map(({ hash }) => hash)).size).toBe(1);
  },

  'lets one of those who race for an expired id stand': async ({ port: requests }) => {
    await requests.claim('cust', 'r1', claimOf('old'), at(0), at(100));
    const rivals = Array.from({ length: 10 }, (_, n) =>
      requests.claim('cust', 'r1', claimOf(String(n)), at(101), at(201)),
    );
    const hashes = new Set((await Promise.all(rivals)).map(({ hash }) => hash));
    expect(hashes.size).toBe(1);
    expect(hashes).not.toContain('old');
  },

  'keeps principals and ids apart': async ({ port: requests }) => {
    for (const [one, two] of [
      ...ALIKE,
      [
        ['a', 'r'],
        ['b', 'r'],
      ] as const,
      [
        ['a', 'x'],
        ['a', 'X'],
      ] as const,
    ]) {
      await requests.claim(one[0], one[1], claimOf('one'), at(0), at(100));
      expect(await requests.claim(two[0], two[1], claimOf('two'), at(0), at(100))).toEqual(claimOf('two'));
    }
  },

  'has claims for whoever opens it next': async ({ port: requests, reopen }) => {
    await requests.claim('cust', 'r1', claimOf('one'), at(0), at(100));
    const again = await reopen();
    expect(await again.claim('cust', 'r1', claimOf('two'), at(1), at(100))).toEqual(claimOf('one'));
  },
} satisfies Checks<Requests>;

export const requestsContract = contract<Requests, keyof typeof requestsChecks>('requests', requestsChecks);
