import type { Pause, Pauses } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';

const PLACES: readonly Pick<Pause, 'action' | 'level'>[] = [
  {},
  { action: 'device_power' },
  { level: 'basic' },
  { action: 'device_power', level: 'basic' },
  { action: 'basic' },
];
const sorted = (pauses: readonly Pause[]) => pauses.map((pause) => JSON.stringify(pause)).toSorted();

export const pausesChecks = {
  'has the switches that are on, each as it was thrown': async ({ port: pauses }) => {
    expect(await pauses.list()).toEqual([]);
    const thrown: Pause[] = PLACES.map((place, n) => ({ ...place, reason: `Reason ${n}: “Küche” 😀` }));
    for (const pause of thrown) await pauses.set(pause);
    const list = await pauses.list();
    expect(list).toHaveLength(thrown.length);
    for (const pause of thrown) expect(list).toContainEqual(pause);
  },

  'replaces the one for the same action and level': async ({ port: pauses }) => {
    for (const place of PLACES) {
      await pauses.set({ ...place, reason: 'old' });
      await pauses.set({ ...place, reason: 'new' });
    }
    expect((await pauses.list()).map(({ reason }) => reason)).toEqual(PLACES.map(() => 'new'));
  },

  'takes back exactly the one that is named': async ({ port: pauses }) => {
    for (const place of PLACES) await pauses.set({ ...place, reason: 'why' });
    let left = PLACES.map((place): Pause => ({ ...place, reason: 'why' }));
    for (const place of PLACES) {
      expect(await pauses.clear(place)).toBe(true);
      expect(await pauses.clear(place)).toBe(false);
      left = left.slice(1);
      expect(sorted(await pauses.list())).toEqual(sorted(left));
    }
  },

  'counts in every process': async ({ port: pauses, reopen }) => {
    const other = await reopen();
    await pauses.set({ reason: 'Maintenance.' });
    expect(await other.list()).toEqual([{ reason: 'Maintenance.' }]);
    await other.clear({});
    expect(await pauses.list()).toEqual([]);
  },
} satisfies Checks<Pauses>;

export const pausesContract = contract<Pauses, keyof typeof pausesChecks>('pauses', pausesChecks);
