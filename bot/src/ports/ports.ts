import type { Alerts } from './alerts.ts';
import type { Billing } from './billing.ts';
import type { Budgets } from './budgets.ts';
import type { Connections } from './connections.ts';
import type { Conversations } from './conversations.ts';
import type { Customers } from './customers.ts';
import type { Inbox } from './inbox.ts';
import type { Ledger } from './ledger.ts';
import type { Leases } from './leases.ts';
import type { Log } from './log.ts';
import type { Objects } from './objects.ts';
import type { Pauses } from './pauses.ts';
import type { Requests } from './requests.ts';
import type { Scheduler } from './scheduler.ts';
import type { Telemetry } from './telemetry.ts';

/** All that the bot needs of the world. An adapter of each passes the same contract suite (`tests/contracts/`). */
export interface Ports {
  readonly log: Log;
  readonly conversations: Conversations;
  readonly customers: Customers;
  readonly requests: Requests;
  readonly ledger: Ledger;
  readonly leases: Leases;
  readonly budgets: Budgets;
  readonly objects: Objects;
  readonly inbox: Inbox;
  readonly connections: Connections;
  readonly scheduler: Scheduler;
  readonly billing: Billing;
  readonly pauses: Pauses;
  readonly alerts: Alerts;
  readonly telemetry: Telemetry;
  /** The time now. */
  readonly now: () => Date;
  /** A fresh id: at most 32 of `A–Z a–z 0–9 _ -`, unguessable. */
  readonly id: () => string;
}
