import type { Ports } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { DemoBilling } from './billing.ts';
import { SqliteBudgets } from './budgets.ts';
import { SqliteConversations } from './conversations.ts';
import { SqliteCustomers } from './customers.ts';
import { openDatabase } from './database.ts';
import { SqliteLeases } from './leases.ts';
import { SqliteLedger } from './ledger.ts';
import { SqliteLog } from './log.ts';
import { SqliteObjects } from './objects.ts';
import { SqlitePauses } from './pauses.ts';
import { SqliteRequests } from './requests.ts';
import { Rings } from './rings.ts';
import { Settings } from './settings.ts';
import { Timers } from './timers.ts';
import { Writer } from './writer.ts';

export interface StoreOptions {
  /** The database's file, made if there is none; `:memory:` for one that is not kept. */
  readonly path: string;
  readonly now: () => Date;
  /** A fresh, unguessable id. */
  readonly id: () => string;
}

/** All that is kept on one machine: the ports that store, in one SQLite database. */
export interface Store extends Pick<
  Ports,
  'log' | 'conversations' | 'requests' | 'ledger' | 'budgets' | 'objects' | 'billing' | 'pauses'
> {
  readonly customers: SqliteCustomers;
  readonly leases: SqliteLeases;
  readonly inbox: Rings;
  readonly scheduler: Timers;
  readonly settings: Settings;
  readonly database: DatabaseSync;
  readonly writer: Writer;
  /** Commits what waits and closes the file. */
  close(): void;
}

/**
 * Opens the store.
 *
 * @throws UnusableDatabase if the file is corrupt, another program's, or of a newer version; it stays as it is.
 */
export function openStore({ path, now, id }: StoreOptions): Store {
  const database = openDatabase(path);
  const writer = new Writer(database);
  return {
    log: new SqliteLog(database, writer),
    conversations: new SqliteConversations(database, writer),
    customers: new SqliteCustomers(database, writer),
    requests: new SqliteRequests(database, writer),
    ledger: new SqliteLedger(database, writer),
    leases: new SqliteLeases(database, writer),
    budgets: new SqliteBudgets(database, writer),
    objects: new SqliteObjects(database, writer),
    inbox: new Rings(database, writer, now),
    scheduler: new Timers(database, writer, now),
    billing: new DemoBilling(database, writer, now, id),
    pauses: new SqlitePauses(database, writer),
    settings: new Settings(database, writer),
    database,
    writer,
    close: () => {
      writer.close();
      database.close();
    },
  };
}
