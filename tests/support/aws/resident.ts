import type { DynamoStore, EventBridgeScheduler } from '@agentic-service-bot/aws';
import { TABLES, type TableName } from '@agentic-service-bot/aws/tables';
import { done, type Customer } from '@agentic-service-bot/bot/definition';
import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { entry, record, state, summary, wholeMessage } from '../../contracts/samples.ts';

/** Somebody with something of everything on AWS: two conversations, of so many entries each; two timers; an open socket. */
export async function moveIn(
  { customers, objects, billing, requests, budgets, ledger, log, conversations, sockets }: DynamoStore,
  scheduler: Pick<EventBridgeScheduler, 'set'>,
  now: Date,
  customer: Customer,
  entries = 30,
): Promise<void> {
  const { id } = customer;
  await customers.put(customer);
  await objects.write(id, 'device', 'lamp', 0, { on: true }, now, 'made');
  await billing.changePlan(id, 'premium', 'call/plan');
  const claim = { hash: 'h', conversationId: `${id}_1`, messageId: 'm', after: 0 };
  const later = new Date(now.getTime() + 60_000);
  await requests.claim(id, 'r1', claim, now, later);
  await budgets.take(`messages/${id}`, 1, 30, now, later);
  await sockets.add({
    id: `socket of ${id}`,
    principal: { id, name: id, role: 'customer' },
    expiresAt: later.toISOString(),
  });
  for (const timer of ['a', 'b']) {
    const schedule = { at: '07:00', days: ['monday' as const] };
    await scheduler.set({ customerId: id, id: timer, conversationId: `${id}_1`, schedule, timeZone: 'UTC' });
  }
  for (const conversationId of [`${id}_1`, `${id}_2`]) {
    for (let seq = 1; seq <= entries; seq++) {
      const own = state({ customerId: id });
      await log.append(entry(conversationId, seq, { state: own, message: wholeMessage(seq) }));
    }
    await conversations.put(summary(conversationId, entries, { customerId: id }));
    await ledger.intend(record(conversationId, { customerId: id, outcome: done(1) }));
  }
}

/** How many items of every table mention this. */
export async function mentions(
  client: DynamoDBClient,
  tables: Readonly<Record<TableName, string>>,
  id: string,
): Promise<number> {
  const found = await Promise.all(
    Object.keys(TABLES).map(async (name) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tables[name as TableName] }));
      return Items.filter((item) => JSON.stringify(item).includes(id)).length;
    }),
  );
  return found.reduce((sum, count) => sum + count, 0);
}
