import { isOpen, type ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { WAITING_ALERT_MS } from './limits.ts';

const PAGE = 50;

/** What it takes to find who waits, and to tell. */
type AlertingPorts = Pick<Ports, 'conversations' | 'budgets' | 'alerts' | 'now'> & {
  readonly connections: Pick<Ports['connections'], 'watchers'>;
};

/**
 * Raises an alert for each conversation that has waited for a person too long while nobody watches it: once for
 * each time it came to wait. To be called every minute or so;
 * outside the support hours nobody is called.
 *
 * @returns how many alerts were raised.
 */
export async function alertWaiting(ports: AlertingPorts, service: ServiceDefinition): Promise<number> {
  const now = ports.now();
  if (!isOpen(service.supportHours, now)) return 0;
  let raised = 0;
  for (let cursor: string | undefined; ;) {
    const page = await ports.conversations.inbox(PAGE, cursor);
    for (const { id, state } of page.items) {
      // Waiting ones come first: nothing of interest is behind them.
      if (state.status !== 'waiting' || state.waitingSince === undefined) return raised;
      if (now.getTime() - new Date(state.waitingSince).getTime() < WAITING_ALERT_MS) continue;
      const watched = { customerId: state.customerId, conversationId: id };
      if ((await ports.connections.watchers(watched)).length > 0) continue;
      const endsAt = new Date(now.getTime() + 24 * 60 * 60_000);
      const key = `alert/${id}/${state.waitingSince}`;
      if (!(await ports.budgets.take(key, 1, 1, now, endsAt))) continue;
      const { priority, waitingSince } = state;
      try {
        await ports.alerts.raise({ kind: 'waiting', conversationId: id, priority, waitingSince });
      } catch (error) {
        await ports.budgets.take(key, -1, 1, now, endsAt);
        throw error;
      }
      raised++;
    }
    if (page.nextCursor === undefined) return raised;
    cursor = page.nextCursor;
  }
}
