import { openStore, type Store } from '@agentic-service-bot/local';
import { countingIds, ManualClock } from '@agentic-service-bot/bot/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { billingContract } from './billing.ts';
import { budgetsContract } from './budgets.ts';
import type { Open } from './contract.ts';
import { conversationsContract } from './conversations.ts';
import { customersContract } from './customers.ts';
import { leasesContract } from './leases.ts';
import { ledgerContract } from './ledger.ts';
import { logContract } from './log.ts';
import { objectsContract } from './objects.ts';
import { pausesContract } from './pauses.ts';
import { requestsContract } from './requests.ts';

/** Opens what `pick` takes of a store on disk; who opens it again is a second process, as SQLite sees it. */
const opening =
  <Port>(pick: (store: Store) => Port): Open<Port> =>
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'contract-'));
    const { now } = new ManualClock();
    const id = countingIds();
    const stores: Store[] = [];
    const open = (): Port => {
      const store = openStore({ path: join(directory, 'bot.db'), now, id });
      stores.push(store);
      return pick(store);
    };
    return {
      port: open(),
      reopen: async () => open(),
      close: async () => {
        for (const store of stores) store.close();
        await rm(directory, { recursive: true });
      },
    };
  };

const ADAPTER = 'SQLite';
logContract(
  ADAPTER,
  opening(({ log }) => log),
);
objectsContract(
  ADAPTER,
  opening(({ objects }) => objects),
);
ledgerContract(
  ADAPTER,
  opening(({ ledger }) => ledger),
);
leasesContract(
  ADAPTER,
  opening(({ leases }) => leases),
);
budgetsContract(
  ADAPTER,
  opening(({ budgets }) => budgets),
);
conversationsContract(
  ADAPTER,
  opening(({ conversations }) => conversations),
);
customersContract(
  ADAPTER,
  opening(({ customers }) => customers),
);
requestsContract(
  ADAPTER,
  opening(({ requests }) => requests),
);
billingContract(
  ADAPTER,
  opening(({ billing }) => billing),
);
pausesContract(
  ADAPTER,
  opening(({ pauses }) => pauses),
);
