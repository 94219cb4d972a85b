import { dynamoStore } from '@agentic-service-bot/aws';
import { countingIds, ManualClock } from '@agentic-service-bot/bot/testing';
import { startDynoxide } from '../support/aws/dynoxide.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';
import { worldOn } from './world.ts';
import type { Worlds } from './worlds.ts';

const MONDAY_MS = Date.parse('2026-05-04T10:00:00.000Z');
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Worlds in the tables of one DynamoDB: each has ids and a week of its own. */
export async function dynamoWorlds(): Promise<Worlds> {
  const dynoxide = await startDynoxide();
  const client = dynamoClient(dynoxide.endpoint);
  const tables = await createTables(client);
  let worlds = 0;
  return {
    open: async () => {
      const clock = new ManualClock(new Date(MONDAY_MS + worlds * WEEK_MS).toISOString());
      worlds += 1;
      const id = countingIds(`w${worlds}`);
      const { sockets: _, ...stores } = dynamoStore({
        client,
        tables,
        now: clock.now,
        id,
        retentionDays: undefined,
      });
      return worldOn(stores, clock, id);
    },
    close: async () => {
      client.destroy();
      await dynoxide.stop();
    },
  };
}
