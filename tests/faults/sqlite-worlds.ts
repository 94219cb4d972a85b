import { ManualClock, countingIds } from '@agentic-service-bot/bot/testing';
import { openStore } from '@agentic-service-bot/local';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { worldOn } from './world.ts';
import type { Worlds } from './worlds.ts';

const MONDAY_MS = Date.parse('2026-05-04T10:00:00.000Z');
const WEEK_MS = 7 * 24 * 60 * 60_000;

/**
 * Worlds in one SQLite database on disk. Their customers and conversations have nothing to do with each other, and each has
 * a week of its own, so that none uses up the budget of another's day.
 */
export async function sqliteWorlds(): Promise<Worlds> {
  const directory = await mkdtemp(join(tmpdir(), 'faults-'));
  let clock = new ManualClock();
  let id = countingIds();
  let worlds = 0;
  const store = openStore({ path: join(directory, 'bot.db'), now: () => clock.now(), id: () => id() });
  return {
    open: async () => {
      clock = new ManualClock(new Date(MONDAY_MS + worlds * WEEK_MS).toISOString());
      worlds += 1;
      id = countingIds(`w${worlds}`);
      return worldOn(store, clock, id);
    },
    close: async () => {
      store.close();
      await rm(directory, { recursive: true });
    },
  };
}
