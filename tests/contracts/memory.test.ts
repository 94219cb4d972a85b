import type { Ports } from '@agentic-service-bot/bot/ports';
import { ManualClock, memoryPorts, countingIds, type MemoryPorts } from '@agentic-service-bot/bot/testing';
import { setImmediate } from 'node:timers/promises';
import { alertsContract } from './alerts.ts';
import { billingContract } from './billing.ts';
import { budgetsContract } from './budgets.ts';
import { connectionsContract } from './connections.ts';
import type { Open } from './contract.ts';
import { conversationsContract } from './conversations.ts';
import { customersContract } from './customers.ts';
import { inboxContract } from './inbox.ts';
import { leasesContract } from './leases.ts';
import { ledgerContract } from './ledger.ts';
import { logContract } from './log.ts';
import { objectsContract } from './objects.ts';
import { pausesContract } from './pauses.ts';
import { requestsContract } from './requests.ts';
import { telemetryContract } from './telemetry.ts';

const fresh = (): MemoryPorts => memoryPorts({ now: new ManualClock().now, id: countingIds() });

/** Opens what `pick` takes of fresh ports. */
const opening =
  <Port>(pick: (ports: MemoryPorts, closing: AbortSignal) => Port): Open<Port> =>
  async () => {
    const closing = new AbortController();
    const port = pick(fresh(), closing.signal);
    return { port, reopen: async () => port, close: async () => closing.abort() };
  };

const the = <Name extends keyof Ports>(name: Name) => opening<Ports[Name]>((ports) => ports[name]);

const ADAPTER = 'memory';
logContract(ADAPTER, the('log'));
objectsContract(ADAPTER, the('objects'));
ledgerContract(ADAPTER, the('ledger'));
leasesContract(ADAPTER, the('leases'));
budgetsContract(ADAPTER, the('budgets'));
conversationsContract(ADAPTER, the('conversations'));
customersContract(ADAPTER, the('customers'));
requestsContract(ADAPTER, the('requests'));
billingContract(ADAPTER, the('billing'));
pausesContract(ADAPTER, the('pauses'));
telemetryContract(ADAPTER, the('telemetry'));

connectionsContract(
  ADAPTER,
  opening(({ connections, id }) => ({
    connections,
    open: async () => {
      const socketId = id();
      const { frames, close } = connections.open(socketId);
      return { id: socketId, frames, close: async () => close() };
    },
  })),
);

inboxContract(
  ADAPTER,
  opening(({ inbox }, closing) => ({
    inbox,
    answer: async (work) => {
      const answer = async () => {
        while (!closing.aborted) {
          await inbox.deliver(work);
          await setImmediate();
        }
      };
      void answer();
    },
    later: () => setImmediate(),
  })),
);

alertsContract(
  ADAPTER,
  opening(({ alerts }) => ({ alerts, received: alerts.raised, refuse: () => undefined })),
  { 'throws where it can’t deliver': 'it records alerts, and recording does not fail' },
);
