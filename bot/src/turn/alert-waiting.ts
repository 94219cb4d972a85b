import { isOpen, type ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { WAITING_ALERT_MS } from './limits.ts';

const PAGE = 50;
/** How long it is remembered that an alert was raised, milliseconds: who waits longer is worth another one. */
const TOLD_MS = 24 * 60 * 60_000;
/** How long whoever has begun to raise an alert is left to it, milliseconds: if they died, another one does it then. */
const BEGUN_MS = 2 * 60_000;

/** What it takes to find who waits, and to tell. */
type AlertingPorts = Pick<Ports, 'conversations' | 'budgets' | 'alerts' | 'now'> & {
  readonly connections: Pick<Ports['connections'], 'watchers'>;
};

/**
 * Raises an alert for each conversation that has waited for a person too long while nobody watches it: once for each time it
 * came to wait, again each day while it still waits, and once more if whoever raised it died before that was written down. To
 * be called every minute or so; outside the support hours nobody is called.
 *
 * @returns how many alerts were raised.
 */
export async function alertWaiting(ports: AlertingPorts, service: ServiceDefinition): Promise<number> {
  const now = ports.now();
  const after = (ms: number): Date => new Date(now.getTime() + ms);
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
      const { priority, waitingSince } = state;
      const key = `alert/${id}/${waitingSince}`;
      const told = (amount: 0 | 1) => ports.budgets.take(key, amount, amount, now, after(TOLD_MS));
      const begun = (amount: 1 | -1) => ports.budgets.take(`${key}/begun`, amount, 1, now, after(BEGUN_MS));
      if (!(await told(0)) || !(await begun(1))) continue;
      try {
        await ports.alerts.raise({ kind: 'waiting', conversationId: id, priority, waitingSince });
      } catch (error) {
        await begun(-1);
        throw error;
      }
      await told(1);
      raised++;
    }
    if (page.nextCursor === undefined) return raised;
    cursor = page.nextCursor;
  }
}
