import type { LedgerRecord } from '@agentic-service-bot/bot/ports';
import { expect, it } from 'vitest';
import { entryOf, stateOf, testStore } from '../testing/store.ts';
import { eraseCustomer, exportCustomer, holdingsOf } from './customer-data.ts';
import type { Store } from './store.ts';

const record = (conversationId: string, customerId: string): LedgerRecord => ({
  conversationId,
  turn: 't',
  step: 0,
  call: 0,
  attempt: 'a',
  customerId,
  action: 'device_power',
  way: 'chat',
  input: {},
  inputHash: 'h',
  level: 'basic',
  decision: 'allowed',
  serviceVersion: '1',
  promptVersion: '1',
  model: 'm',
  at: '2026-01-01T00:00:00.000Z',
});

/** Fills every table with something of a customer. */
async function live(store: Store, customer: string, now: Date): Promise<void> {
  const conversation = `cv of ${customer}`;
  const later = new Date(now.getTime() + 60_000);
  const message = {
    id: 'm',
    role: 'user' as const,
    metadata: { author: 'customer' as const, createdAt: now.toISOString() },
    parts: [{ type: 'text' as const, text: 'hello' }],
  };
  await store.customers.put({ id: customer, name: customer, level: 'basic', timeZone: 'UTC' });
  await store.log.append({
    ...entryOf(conversation, 1, customer),
    frames: [{ type: 'message', message }],
    message: { from: 1, message },
  });
  await store.log.append({ ...entryOf(conversation, 2, customer), message: { from: 1, message } });
  await store.conversations.put({ id: conversation, seq: 2, state: stateOf(customer) });
  await store.ledger.intend(record(conversation, customer));
  await store.ledger.settle(
    record(conversation, customer),
    { outcome: { status: 'done', result: 1 } },
    'later',
  );
  const request = { hash: 'h', conversationId: conversation, messageId: 'm', after: 0 };
  await store.requests.claim(customer, 'r', request, now, later);
  await store.budgets.take(`messages/${customer}`, 1, 10, now, later);
  await store.budgets.take(`joins/${customer}`, 1, 10, now, later);
  await store.budgets.take(`tokens/${customer}/2026-01-01`, 1, 10, now, later);
  await store.budgets.take(`alert/${conversation}/2026`, 1, 10, now, later);
  await store.objects.write(customer, 'device', 'lamp', 0, { on: true }, now, 'effect');
  await store.inbox.ring(conversation);
  await store.leases.acquire(conversation, 'worker', now, later);
  const schedule = { at: '07:00', days: ['monday' as const] };
  await store.scheduler.set({
    customerId: customer,
    id: 't',
    conversationId: conversation,
    schedule,
    timeZone: 'UTC',
  });
  await store.billing.changePlan(customer, 'premium', 'k');
}

/** Every row of the database that is a customer's, as text; settings are the whole folder's. */
function everything({ database }: Store): string[] {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'settings'")
    .all();
  return tables.flatMap(({ name }) =>
    database
      .prepare(`SELECT * FROM ${String(name)}`)
      .all()
      .map((row) => `${String(name)} ${JSON.stringify(row)}`),
  );
}

it('erasing leaves nothing of a customer, and everything of the others', async () => {
  const { store, clock } = testStore();
  await live(store, 'ann', clock.now());
  const before = everything(store);
  // Names that only begin alike are others.
  for (const other of ['ann2', 'an', 'an%', 'ann/x']) await live(store, other, clock.now());
  const others = everything(store).filter((row) => !before.includes(row));
  expect(holdingsOf(store.database, 'ann')).toHaveLength(12);

  const removed = await eraseCustomer(store, 'ann', undefined);

  expect(removed).toEqual([
    { what: 'objects', count: 1 },
    { what: 'timers', count: 1 },
    { what: 'actions in the ledger', count: 1 },
    { what: 'marks of effects', count: 1 },
    { what: 'billing records', count: 1 },
    { what: 'request ids', count: 1 },
    { what: 'counters', count: 4 },
    { what: 'rings', count: 1 },
    { what: 'leases', count: 1 },
    { what: 'conversations', count: 1 },
    { what: 'log entries', count: 2 },
    { what: 'customer', count: 1 },
  ]);
  expect(everything(store).toSorted()).toEqual(others.toSorted());
  expect(holdingsOf(store.database, 'ann')).toEqual([]);
});

it('while the bot works on one of their conversations nothing is erased', async () => {
  const { store, clock } = testStore();
  await live(store, 'ann', clock.now());
  const before = everything(store);

  await expect(eraseCustomer(store, 'ann', clock.now())).resolves.toBe('busy');
  expect(everything(store)).toEqual(before);

  // A lease that has run out says nothing, but the ring that was not answered does.
  clock.advance(60_000);
  await expect(eraseCustomer(store, 'ann', clock.now())).resolves.toBe('busy');

  // Without a server both are what the last one left.
  await expect(eraseCustomer(store, 'ann', undefined)).resolves.toHaveLength(12);
});

it('an export has everything that a customer has said and has', async () => {
  const { store, clock } = testStore();
  await live(store, 'ann', clock.now());
  await live(store, 'ben', clock.now());

  const exported = await exportCustomer(store, 'ann');

  expect(exported).toMatchObject({
    customer: { id: 'ann', level: 'basic' },
    objects: [{ kind: 'device', id: 'lamp', data: { on: true } }],
    timers: [{ id: 't', schedule: { at: '07:00', days: ['monday'] } }],
    billing: [{ level: 'premium' }],
    conversations: [
      {
        id: 'cv of ann',
        messages: [{ id: 'm', parts: [{ text: 'hello' }] }],
        actions: [{ action: 'device_power' }],
      },
    ],
  });
  expect(JSON.stringify(exported)).not.toContain('ben');
  await expect(exportCustomer(store, 'nobody')).resolves.toBeUndefined();
});
