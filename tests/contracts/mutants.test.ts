/** Shows that the suites can fail: adapters that break one promise each, and the check that catches them. */
import { lastSeq, type Connections, type LogEntry, type Ports } from '@agentic-service-bot/bot/ports';
import { countingIds, ManualClock, memoryPorts } from '@agentic-service-bot/bot/testing';
import { expect, test } from 'vitest';
import { billingChecks } from './billing.ts';
import { budgetsChecks } from './budgets.ts';
import { connectionsChecks } from './connections.ts';
import { runCheck, type Checks, type Open } from './contract.ts';
import { conversationsChecks } from './conversations.ts';
import { customersChecks } from './customers.ts';
import { leasesChecks } from './leases.ts';
import { ledgerChecks } from './ledger.ts';
import { logChecks } from './log.ts';
import { objectsChecks } from './objects.ts';
import { pausesChecks } from './pauses.ts';
import { requestsChecks } from './requests.ts';

interface Mutant {
  readonly name: string;
  /** Runs all checks; resolves to the names of those that failed. */
  readonly failures: () => Promise<string[]>;
  readonly caughtBy: string;
}

/** The names of the checks that fail. */
async function failuresOf<Port>(open: Open<Port>, checks: Checks<Port>): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, check] of Object.entries(checks))
    await runCheck(open, check).catch(() => failed.push(name));
  return failed;
}

const opening =
  <Port>(make: () => Port): Open<Port> =>
  async () => {
    const port = make();
    return { port, reopen: async () => port, close: () => Promise.resolve() };
  };

const fresh = () => memoryPorts({ now: new ManualClock().now, id: countingIds() });

/** An adapter of which some methods are others. */
function changed<Port extends object>(right: Port, wrong: Partial<Port>): Port {
  return new Proxy(right, {
    get: (target, key) => {
      const value: unknown = Reflect.get(key in wrong ? wrong : target, key);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

/** A port in memory of which some methods are others. */
function mutant<Name extends keyof Ports, Key extends string>(
  port: Name,
  checks: Checks<Ports[Name]> & Record<Key, unknown>,
  name: string,
  change: (right: Ports[Name]) => Partial<Ports[Name]>,
  caughtBy: Key,
): Mutant {
  const open = opening(() => {
    const right = fresh()[port];
    return changed<Ports[Name] & object>(right, change(right));
  });
  return { name: `${port}: ${name}`, failures: () => failuresOf<Ports[Name]>(open, checks), caughtBy };
}

/** Sockets in memory of which some methods are others. */
function mutantSockets(
  name: string,
  change: (right: Connections) => Partial<Connections>,
  caughtBy: keyof typeof connectionsChecks,
): Mutant {
  let count = 0;
  const open = opening(() => {
    const { connections: right } = fresh();
    return {
      connections: changed<Connections>(right, change(right)),
      open: async () => {
        const id = `socket ${++count}`;
        const { frames, close } = right.open(id);
        return { id, frames, close: async () => close() };
      },
    };
  });
  return { name: `connections: ${name}`, failures: () => failuresOf(open, connectionsChecks), caughtBy };
}

const MUTANTS: readonly Mutant[] = [
  mutant(
    'log',
    logChecks,
    'appends without the condition',
    (right) => ({
      append: async (entry) => {
        const last = await right.last(entry.conversationId);
        await right.append({ ...entry, seq: last === undefined ? 1 : lastSeq(last) + 1 });
        return 'appended';
      },
    }),
    'gives each number to one of those who race for it',
  ),
  mutant(
    'log',
    logChecks,
    'looks first and writes then',
    (right) => {
      const entries: LogEntry[] = [];
      return {
        last: async () => entries.at(-1),
        append: async (entry) => {
          const last = entries.at(-1);
          if (entry.seq !== (last === undefined ? 1 : lastSeq(last) + 1)) return right.append(entry);
          await Promise.resolve();
          entries.push(entry);
          return 'appended';
        },
        after: async () => entries,
      };
    },
    'has no gap after racing writers, and every write once',
  ),
  mutant(
    'log',
    logChecks,
    'counts entries, not frames',
    (right) => ({ after: (id, seq, limit) => right.after(id, seq - 1, limit) }),
    'reads on after any number, in order, up to a limit',
  ),
  mutant(
    'log',
    logChecks,
    'reads messages in the order of the log',
    (right) => ({
      messages: async (id, before, limit) =>
        (await right.messages(id, before, limit)).toSorted((a, b) => b.seq - a.seq),
    }),
    'reads whole messages from the newest back, the later version of each first',
  ),
  mutant(
    'objects',
    objectsChecks,
    'ignores the mark of an effect',
    (right) => ({
      write: (customer, kind, id, expected, data, now) =>
        right.write(customer, kind, id, expected, data, now),
    }),
    'writes with an effect once, whatever the version',
  ),
  mutant(
    'objects',
    objectsChecks,
    'marks an effect before it writes',
    (right) => ({
      write: async (customer, kind, id, expected, data, now, effect) => {
        if (effect === undefined) return right.write(customer, kind, id, expected, data, now);
        const marked = await right.write(customer, 'mark', effect, 0, {}, now, effect);
        return marked === 'written' ? right.write(customer, kind, id, expected, data, now) : 'repeated';
      },
    }),
    'marks no effect of a write that did not happen',
  ),
  mutant(
    'objects',
    objectsChecks,
    'ignores the version',
    (right) => ({
      write: async (customer, kind, id, _expected, data, now, effect) => {
        const version = (await right.get(customer, kind, id))?.version ?? 0;
        return right.write(customer, kind, id, version, data, now, effect);
      },
    }),
    'writes nothing on a version that does not stand',
  ),
  mutant(
    'objects',
    objectsChecks,
    'joins customer and kind',
    (right) => ({
      get: (customer, kind, id) => right.get('', `${customer}/${kind}`, id),
      write: (customer, kind, id, expected, data, now, effect) =>
        right.write('', `${customer}/${kind}`, id, expected, data, now, effect),
    }),
    'keeps customers, kinds and ids apart',
  ),
  mutant(
    'ledger',
    ledgerChecks,
    'overwrites an intent',
    (right) => ({
      intend: async (record) => {
        await right.intend(record);
        return record;
      },
    }),
    'lets one intent of those who race stand',
  ),
  mutant(
    'ledger',
    ledgerChecks,
    'overwrites an outcome',
    (right) => ({
      settle: async (key, settlement, settledAt) => ({
        ...(await right.settle(key, settlement, settledAt)),
        ...settlement,
        settledAt,
      }),
    }),
    'keeps the outcome that came first',
  ),
  mutant(
    'ledger',
    ledgerChecks,
    'forgets why a person is to take over',
    (right) => ({ settle: (key, { outcome }, settledAt) => right.settle(key, { outcome }, settledAt) }),
    'keeps why a person is to take over',
  ),
  mutant(
    'ledger',
    ledgerChecks,
    'takes the second of two equal calls for the first',
    (right) => ({ intend: (record) => right.intend({ ...record, call: 0 }) }),
    'takes equal calls at two places for two',
  ),
  mutant(
    'leases',
    leasesChecks,
    'never lets one expire',
    (right) => ({
      acquire: (id, owner, now, until) => right.acquire(id, owner, now, new Date(until.getTime() * 2)),
    }),
    'gives one that has expired to another',
  ),
  mutant(
    'leases',
    leasesChecks,
    'lets a dead worker give back what another has',
    (right) => ({
      release: async (id) => {
        for (let n = 0; n < 9; n++) await right.release(id, `w${n}`);
      },
    }),
    'is given back by nobody but its owner',
  ),
  mutant(
    'budgets',
    budgetsChecks,
    'counts what it refuses',
    (right) => ({
      take: async (key, amount, limit, now, endsAt) => {
        await right.take(`${key} `, amount, Infinity, now, endsAt);
        return right.take(`${key} `, 0, limit, now, endsAt).then((taken) => taken && amount <= limit);
      },
    }),
    'is never overspent by those who race, and refuses nobody who would fit',
  ),
  mutant(
    'budgets',
    budgetsChecks,
    'moves its end with each use',
    (right) => ({
      take: (key, amount, limit, now) => right.take(key, amount, limit, now, new Date(8.64e15)),
    }),
    'starts again once the end of its first use has passed',
  ),
  mutant(
    'conversations',
    conversationsChecks,
    'lets the last one win',
    (right) => {
      let seq = 0;
      return { put: (summary) => right.put({ ...summary, seq: ++seq }) };
    },
    'keeps the summary of the highest number, whoever comes last',
  ),
  mutant(
    'conversations',
    conversationsChecks,
    'pages by how many were read',
    (right) => ({
      ofCustomer: async (customer, limit, cursor) => {
        const begin = Number(cursor ?? 0);
        const { items } = await right.ofCustomer(customer, 1_000);
        const shown = items.slice(begin, begin + limit);
        const more = items.length > begin + limit;
        return { items: shown, ...(more ? { nextCursor: String(begin + limit) } : {}) };
      },
    }),
    'joins a customer’s pages while conversations change',
  ),
  mutant(
    'customers',
    customersChecks,
    'creates again what stands',
    (right) => ({
      create: async (customer) => {
        await right.put(customer);
        return customer;
      },
    }),
    'creates a customer once',
  ),
  mutant(
    'requests',
    requestsChecks,
    'never forgets',
    (right) => ({ claim: (who, id, record, now) => right.claim(who, id, record, now, new Date(8.64e15)) }),
    'forgets a claim that has expired',
  ),
  mutant(
    'billing',
    billingChecks,
    'bills each time',
    (right) => {
      let count = 0;
      return { changePlan: (customer, level, key) => right.changePlan(customer, level, `${key} ${++count}`) };
    },
    'bills a key once and answers the same record',
  ),
  mutant(
    'pauses',
    pausesChecks,
    'takes a switch for one action for the whole bot’s',
    (right) => ({ set: ({ reason }) => right.set({ reason }) }),
    'has the switches that are on, each as it was thrown',
  ),
  mutantSockets(
    'takes the inbox for a conversation of that name',
    (right) => ({
      watch: (id, what) =>
        right.watch(id, what === 'inbox' ? { customerId: 'cust_1', conversationId: 'inbox' } : what),
      watchers: (what) =>
        right.watchers(what === 'inbox' ? { customerId: 'cust_1', conversationId: 'inbox' } : what),
    }),
    'finds who watches what',
  ),
  mutantSockets(
    'keeps a socket that is gone',
    (right) => ({
      send: async (id, frame) => {
        const connection = await right.get(id);
        const result = await right.send(id, frame);
        if (result === 'gone' && connection !== undefined) await right.add(connection);
        return result;
      },
    }),
    'says that a socket is gone, and forgets it',
  ),
  mutantSockets(
    'forgets what says hello again before it adds it',
    (right) => ({
      add: async (connection) => {
        await right.remove(connection.id);
        await right.add(connection);
      },
    }),
    'keeps a connection that says hello again among those who follow, and all that it watches',
  ),
];

test.each(MUTANTS)('$name', async ({ failures, caughtBy }) => {
  expect(await failures()).toContain(caughtBy);
});
