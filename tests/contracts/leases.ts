import type { Leases } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { at } from './samples.ts';

export const leasesChecks = {
  'gives a free one to whoever asks, and to nobody else': async ({ port: leases }) => {
    expect(await leases.acquire('cv', 'w1', at(0), at(100))).toBe(true);
    expect(await leases.acquire('cv', 'w2', at(50), at(150))).toBe(false);
    expect(await leases.acquire('cv2', 'w2', at(50), at(150))).toBe(true);
  },

  'lets its owner take it again, for longer': async ({ port: leases }) => {
    await leases.acquire('cv', 'w1', at(0), at(100));
    expect(await leases.acquire('cv', 'w1', at(50), at(200))).toBe(true);
    expect(await leases.acquire('cv', 'w2', at(150), at(300))).toBe(false);
  },

  'gives one that has expired to another': async ({ port: leases }) => {
    await leases.acquire('cv', 'w1', at(0), at(100));
    expect(await leases.acquire('cv', 'w2', at(99), at(300))).toBe(false);
    expect(await leases.acquire('cv', 'w2', at(101), at(300))).toBe(true);
    expect(await leases.acquire('cv', 'w1', at(102), at(300))).toBe(false);
  },

  'is free once its owner has given it back': async ({ port: leases }) => {
    await leases.acquire('cv', 'w1', at(0), at(100));
    await leases.release('cv', 'w1');
    expect(await leases.acquire('cv', 'w2', at(1), at(100))).toBe(true);
  },

  'is given back by nobody but its owner': async ({ port: leases }) => {
    await leases.release('cv', 'w1');
    await leases.acquire('cv', 'w1', at(0), at(100));
    await leases.release('cv', 'w2');
    expect(await leases.acquire('cv', 'w2', at(1), at(100))).toBe(false);
    expect(await leases.acquire('cv', 'w2', at(101), at(300))).toBe(true);
    await leases.release('cv', 'w1');
    expect(await leases.acquire('cv', 'w3', at(102), at(300))).toBe(false);
  },

  'is given to one of those who race for it': async ({ port: leases }) => {
    const race = async (now: number) => {
      const workers = Array.from({ length: 10 }, (_, n) =>
        leases.acquire('cv', `w${n}`, at(now), at(now + 100)),
      );
      return (await Promise.all(workers)).filter((got) => got).length;
    };
    expect(await race(0)).toBe(1);
    expect(await race(101)).toBe(1);
  },
} satisfies Checks<Leases>;

export const leasesContract = contract<Leases, keyof typeof leasesChecks>('leases', leasesChecks);
