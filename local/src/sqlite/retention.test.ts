import type { ConversationState } from '@agentic-service-bot/bot/ports';
import { expect, it } from 'vitest';
import { entryOf, stateOf, testStore } from '../testing/store.ts';
import type { Store } from './store.ts';
import { removeExpired } from './retention.ts';

const CUTOFF = new Date('2026-02-01T00:00:00.000Z');
const NOW = new Date('2026-05-01T00:00:00.000Z');

async function talk(store: Store, id: string, more: Partial<ConversationState> = {}): Promise<void> {
  const state = stateOf('ann', more);
  await store.log.append({ ...entryOf(id, 1), state });
  await store.conversations.put({ id, seq: 1, state });
}

const rowsOf = ({ database }: Store, id: string): number => {
  const tables = ['entries', 'conversations', 'ledger', 'effects', 'objects', 'rings', 'leases'];
  const all = tables.flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all());
  return all.filter((row) => JSON.stringify(row).includes(id)).length;
};

it('what is old goes, with all that hangs on it; what is not stays', async () => {
  const { store } = testStore();
  await talk(store, 'old');
  await talk(store, 'new', { updatedAt: '2026-03-01T00:00:00.000Z' });
  await store.leases.acquire('old', 'worker', NOW, NOW);
  for (const id of ['old', 'new']) {
    await store.ledger.intend({
      ...{
        conversationId: id,
        turn: 't',
        step: 0,
        call: 0,
        attempt: 'a',
        customerId: 'ann',
        action: 'look',
        way: 'chat',
      },
      ...{
        input: {},
        inputHash: 'h',
        level: 'basic',
        decision: 'allowed',
        serviceVersion: '1',
        promptVersion: '1',
      },
      ...{ model: 'm', at: NOW.toISOString() },
    });
    await store.objects.write('ann', 'device', `lamp of ${id}`, 0, {}, NOW, `${id}/t/0/0/up`);
    await store.objects.write('ann', 'bot:rating', `${id}/m`, 0, { rating: 'up' }, NOW);
  }
  const kept = rowsOf(store, 'new');

  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(1);

  // The lamp is the customer's, wherever it was spoken of.
  expect(rowsOf(store, 'old')).toBe(1);
  await expect(store.objects.list('ann', 'device')).resolves.toHaveLength(2);
  expect(rowsOf(store, 'new')).toBe(kept);
  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(0);
});

it.each([
  ['somebody waits in', { status: 'waiting' } as const],
  ['a person holds', { status: 'human' } as const],
])('one that %s stays', async (_, state) => {
  const { store } = testStore();
  await talk(store, 'old', state);

  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(0);
});

it('one that the bot is at stays, until it is done', async () => {
  const { store } = testStore();
  await talk(store, 'old');
  await store.leases.acquire('old', 'worker', NOW, new Date('2026-05-01T00:01:00.000Z'));

  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(0);
  await store.leases.release('old', 'worker');
  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(1);
});

it('one that a message has just come to stays, until the bot has answered', async () => {
  const { store, clock } = testStore();
  await talk(store, 'old');
  await store.log.append(entryOf('old', 2));
  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(0);

  await store.inbox.ring('old');
  await store.conversations.put({ id: 'old', seq: 2, state: stateOf('ann') });
  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(0);

  const [ring] = store.inbox.due(clock.now(), 1);
  if (ring !== undefined) await store.inbox.answered(ring);
  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(1);
});

it('thousands go in batches', async () => {
  const { store } = testStore();
  for (let n = 0; n < 250; n++) await talk(store, `old ${String(n)}`);

  await expect(removeExpired(store, CUTOFF, NOW)).resolves.toBe(250);
});
