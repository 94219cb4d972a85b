import type { Ports } from '../ports/index.ts';
import { MemoryAlerts } from './alerts.ts';
import { MemoryBilling } from './billing.ts';
import { MemoryBudgets } from './budgets.ts';
import { MemoryConnections } from './connections.ts';
import { MemoryConversations } from './conversations.ts';
import { MemoryCustomers } from './customers.ts';
import { MemoryInbox } from './inbox.ts';
import { MemoryLeases } from './leases.ts';
import { MemoryLedger } from './ledger.ts';
import { MemoryLog } from './log.ts';
import { MemoryObjects } from './objects.ts';
import { MemoryPauses } from './pauses.ts';
import { MemoryRequests } from './requests.ts';
import { MemoryScheduler } from './scheduler.ts';
import { MemoryTelemetry } from './telemetry.ts';

/** All ports in memory, with what tests look at. */
export interface MemoryPorts extends Ports {
  readonly log: MemoryLog;
  readonly ledger: MemoryLedger;
  readonly inbox: MemoryInbox;
  readonly connections: MemoryConnections;
  readonly scheduler: MemoryScheduler;
  readonly billing: MemoryBilling;
  readonly alerts: MemoryAlerts;
  readonly telemetry: MemoryTelemetry;
}

/**
 * Fresh ports that keep everything in memory and promise what real ones do: conditions hold, what goes in must be
 * JSON, what comes out is a copy, and nothing is answered at once.
 */
export function memoryPorts({ now, id }: Pick<Ports, 'now' | 'id'>): MemoryPorts {
  return {
    log: new MemoryLog(),
    conversations: new MemoryConversations(),
    customers: new MemoryCustomers(),
    requests: new MemoryRequests(),
    ledger: new MemoryLedger(),
    leases: new MemoryLeases(),
    budgets: new MemoryBudgets(),
    objects: new MemoryObjects(),
    inbox: new MemoryInbox(),
    connections: new MemoryConnections(),
    scheduler: new MemoryScheduler(),
    billing: new MemoryBilling(),
    pauses: new MemoryPauses(),
    alerts: new MemoryAlerts(),
    telemetry: new MemoryTelemetry(),
    now,
    id,
  };
}
