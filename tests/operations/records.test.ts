/**
 * `npm run customers` and `npm run pause` on AWS, on a DynamoDB of this machine: what they do, every call of theirs failing once,
 * and that the policy in the runbook is what they need.
 */
import { dynamoStore, EventBridgeScheduler } from '@agentic-service-bot/aws';
import type { TableName } from '@agentic-service-bot/aws/tables';
import { CommandProblem } from '@agentic-service-bot/bot/commands';
import { CommandError, runRecords, type RecordTools } from '@agentic-service-bot/infrastructure/operations';
import { smartHome } from '@agentic-service-bot/smart-home';
import { DynamoDBServiceException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { entry, state } from '../contracts/samples.ts';
import { read as readPage } from '../docs/pages.ts';
import { mentions, moveIn } from '../support/aws/resident.ts';
import { createTables } from '../support/aws/tables.ts';
import { heard } from './scenario.ts';
import { Checkout } from './stand-ins/checkout.ts';
import { Cloud, startServers } from './stand-ins/cloud.ts';

vi.setConfig({ testTimeout: 120_000 });

/** `npm run test:operations` tries every call; `npm test` one in so many. */
const STRIDE = process.env['OPERATIONS_TESTS'] === 'full' ? 1 : 13;

const STACK = 'agentic-service-bot-prod';
const ANN = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };
const BEN = { ...ANN, id: 'ben', name: 'Ben' };
const IMPORT = [
  '{"id":"ann","level":"premium"}',
  '{"id":"cleo","objects":[{"kind":"device","id":"lamp","data":{"on":true}}],"timers":[{"id":"t","schedule":{"at":"07:00","days":["monday"]}}]}',
].join('\n');

let servers: Awaited<ReturnType<typeof startServers>>;
let schedules: SchedulerClient;
let checkout: Checkout;
let cloud: Cloud;
let tables: Record<TableName, string>;

beforeAll(async () => {
  servers = await startServers();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  schedules = new SchedulerClient({ endpoint: servers.schedules.endpoint, region: 'us-east-1', credentials });
  checkout = await Checkout.make({ commit: '1'.repeat(40), pages: {}, template: {} });
});
afterAll(async () => {
  schedules.destroy();
  await checkout.remove();
  await servers.stop();
});
beforeEach(begin);
afterEach(async () => {
  await cloud.remove();
});

const outputOf = (table: string) => `Table${table.charAt(0).toUpperCase()}${table.slice(1)}`;

/** A stack in use, with its tables, and two customers. */
async function begin(): Promise<void> {
  cloud = new Cloud(servers);
  tables = await createTables(cloud.dynamoDB);
  deploy(tables);
  for (const customer of [ANN, BEN]) await moveIn(store(), scheduler(), cloud.now(), customer, 3);
}

function deploy(named: Readonly<Record<string, string>>): void {
  const Outputs = {
    ...Object.fromEntries(Object.entries(named).map(([name, Value]) => [outputOf(name), { Value }])),
    RoutineGroup: { Value: 'routines' },
    RoutineQueue: { Value: 'arn:aws:sqs:us-east-1:111122223333:routines' },
    RoutineRole: { Value: 'arn:aws:iam::111122223333:role/routines' },
    MissedSchedules: { Value: 'arn:aws:sqs:us-east-1:111122223333:missed' },
  };
  cloud.stacks.set(STACK, { status: 'UPDATE_COMPLETE', template: { Resources: {}, Outputs } });
}

const store = (client: DynamoDBClient = cloud.dynamoDB) =>
  dynamoStore({ client, tables, now: cloud.now, id: randomUUID, retentionDays: undefined });
const scheduler = () =>
  new EventBridgeScheduler({
    client: schedules,
    group: 'routines',
    queueArn: 'arn:aws:sqs:us-east-1:111122223333:routines',
    roleArn: 'arn:aws:iam::111122223333:role/routines',
    deadLetterArn: 'arn:aws:sqs:us-east-1:111122223333:missed',
    now: cloud.now,
  });
const left = (id: string) => mentions(cloud.dynamoDB, tables, id);

/** Runs a command as it is typed after `npm run`; whether it ended well. What it says is heard. */
async function type(words: string, more: Partial<RecordTools> = {}): Promise<boolean> {
  const say = (line: string) => void cloud.said.push(line);
  const tools: RecordTools = {
    ...cloud.tools(checkout),
    ...{ say, note: say, service: smartHome, read: async () => IMPORT, id: randomUUID },
    ...more,
  };
  try {
    await runRecords(
      tools,
      words.split(' ').filter((word) => word !== '--'),
    );
    return true;
  } catch (error) {
    if (error instanceof CommandError) say(`${error.message}\n  ${error.next}`);
    else if (error instanceof CommandProblem) say(error.message);
    else throw error;
    return false;
  }
}

async function refusal(words: string, more: Partial<RecordTools> = {}): Promise<string> {
  expect(await type(words, more)).toBe(false);
  return heard(cloud);
}

describe('the customers', () => {
  it('are shown, changed, and given what is theirs', async () => {
    expect(await type('customers -- prod show ann')).toBe(true);
    expect(heard(cloud).split('\n')).toEqual([
      'ann: Ann, on basic, UTC',
      '  2 × timers',
      '  1 × connections',
      '  1 × counters',
      '  2 × actions in the ledger',
      '  6 × log entries',
      '  2 × conversations',
      '  1 × billing records',
      '  1 × marks of effects',
      '  1 × objects',
      '  1 × request ids',
      '  1 × customer',
    ]);

    expect(await type('customers -- prod set ann level=premium')).toBe(true);
    expect(await store().customers.get('ann')).toEqual({ ...ANN, level: 'premium' });
    heard(cloud);

    expect(await type('customers -- prod export ann')).toBe(true);
    const exported = JSON.parse(heard(cloud)) as { readonly conversations: unknown[] };
    expect(exported).toMatchObject({ customer: { id: 'ann', level: 'premium' }, objects: [{ id: 'lamp' }] });
    expect(exported.conversations).toHaveLength(2);
  });

  it('are erased after a yes, and asked of nobody with --yes', async () => {
    cloud.answer = 'no';
    const before = await left('ann');
    expect(await type('customers -- prod erase ann')).toBe(true);
    expect(heard(cloud)).toMatch(/^Everything of ann will be removed:[^]*Nothing was removed\.$/);
    expect(await left('ann')).toBe(before);

    cloud.answer = undefined;
    expect(await refusal('customers -- prod erase ann')).toContain('add --yes');
    const ofBen = await left('ben');
    expect(await type('customers -- prod erase ann --yes')).toBe(true);
    expect(heard(cloud)).toMatch(/^Removed everything of ann:\n {2}2 × timers\n[^]*\n {2}1 × customer$/);
    expect(await left('ann')).toBe(0);
    expect(await left('ben')).toBe(ofBen);
    expect(servers.schedules.schedules.size).toBe(2);
  });

  it('are erased when the bot has finished', async () => {
    const { log } = store();
    const unanswered = ['m'];
    await log.append(entry('ann_1', 4, { state: state({ customerId: 'ann', unanswered }) }));
    const sleep = async () => {
      await log.append(entry('ann_1', 5, { state: state({ customerId: 'ann' }) }));
    };
    expect(await type('customers -- prod erase ann --yes', { sleep })).toBe(true);
    expect(heard(cloud)).toMatch(/^The bot is answering ann: waiting until it has finished\.\nRemoved/);
    expect(await left('ann')).toBe(0);
  });

  it('are those of the restored table, where one is in use', async () => {
    const restored = await createTables(cloud.dynamoDB);
    deploy({ ...tables, customers: restored.customers });
    expect(await refusal('customers -- prod show ann')).toBe('There is no customer "ann".');

    tables = { ...tables, customers: restored.customers };
    await store().customers.put({ ...ANN, name: 'Restored' });
    expect(await type('customers -- prod show ann')).toBe(true);
    expect(heard(cloud)).toContain('ann: Restored, on basic, UTC');
  });
});

describe('the switches', () => {
  it('are thrown, listed and taken back', async () => {
    expect(await type('pause -- prod bot --level basic')).toBe(true);
    expect(await type('pause -- prod')).toBe(true);
    expect(await store().pauses.list()).toMatchObject([{ level: 'basic' }]);
    expect(await type('pause -- prod bot --level basic --off')).toBe(true);
    expect(heard(cloud).split('\n')).toEqual([
      expect.stringMatching(/^Switched off: bot, for basic: “Our assistant/),
      expect.stringMatching(/^bot, for basic: “/),
      'Switched on again.',
    ]);
    expect(await store().pauses.list()).toEqual([]);
  });

  it('work while the stack is being changed, with a word of caution', async () => {
    const stack = cloud.stacks.get(STACK);
    if (stack !== undefined) stack.status = 'UPDATE_IN_PROGRESS';
    expect(await type('pause -- prod bot')).toBe(true);
    expect(heard(cloud)).toMatch(
      /^The stack is UPDATE_IN_PROGRESS: [^\n]*run this again[^]*Switched off: bot/,
    );
  });
});

describe('it is said what to do', () => {
  it.each([
    ['customers -- prod', 'npm run customers -- import FILE'],
    ['customers -- prod dance', 'npm run customers -- import FILE'],
    ['customers -- staging show ann', 'There is no environment "staging".'],
    ['customers -- prod show nobody', 'There is no customer "nobody".'],
    ['customers -- prod set ann level=gold', 'there is no such level: write basic, premium, enterprise'],
    [
      'customers -- dev show ann',
      'There is no stack agentic-service-bot-dev.\n  Run `npm run deploy -- dev`.',
    ],
    ['pause -- prod dance', 'There is no action "dance".'],
  ])('of %s', async (words, answer) => {
    expect(await refusal(words)).toContain(answer);
  });

  it('in another region', async () => {
    cloud.region = 'eu-west-1';
    expect(await refusal('pause -- prod')).toContain('The region is eu-west-1; all is made for us-east-1.');
  });

  it('of a stack that was deployed before the commands were there', async () => {
    delete (cloud.stacks.get(STACK)?.template.Outputs as Record<string, unknown>)['RoutineGroup'];
    expect(await refusal('customers -- prod show ann')).toContain('has no output "RoutineGroup".');
    expect(await type('pause -- prod')).toBe(true);
  });

  it('to somebody who is not signed in', async () => {
    cloud.calls.restart({ at: 0, when: 'before' });
    expect(await refusal('pause -- prod')).toMatch(
      /^AWS does not know who you are: .*\n {2}Sign in: `aws sso login`/,
    );
  });

  it.each([
    ['AccessDeniedException', 'needs the policy in docs/operations/daily-work.md'],
    ['AccessDenied', 'needs the policy in docs/operations/daily-work.md'],
    ['ThrottlingException', 'Run the same again'],
  ])('when AWS answers %s', async (name, next) => {
    const { aws } = cloud.tools(checkout);
    const dynamoDB = {
      send: async () => {
        throw new DynamoDBServiceException({ name, message: 'No.', $fault: 'client', $metadata: {} });
      },
    } as unknown as DynamoDBClient;
    const said = await refusal('pause -- prod', { aws: { ...aws, dynamoDB } });
    expect(said).toMatch(`${name}: No.`);
    expect(said).toContain(next);
  });
});

it('what is wrong with the program is not explained away', async () => {
  const say = () => {
    throw new TypeError('of no use');
  };
  await expect(type('pause -- prod', { say })).rejects.toThrow(TypeError);
});

interface Rehearsed {
  readonly words: string;
  readonly expectDone: () => Promise<void>;
}

const REHEARSED: readonly Rehearsed[] = [
  {
    words: 'customers -- prod import FILE',
    expectDone: async () => {
      expect(await store().customers.get('ann')).toEqual({ ...ANN, level: 'premium' });
      expect(await store().customers.get('cleo')).toMatchObject({ name: 'cleo', level: 'basic' });
      expect(await store().objects.get('cleo', 'device', 'lamp')).toMatchObject({ data: { on: true } });
      expect(await scheduler().ofCustomer('cleo')).toMatchObject([{ id: 't' }]);
    },
  },
  {
    words: 'customers -- prod set ann name=Anna',
    expectDone: async () => expect(await store().customers.get('ann')).toEqual({ ...ANN, name: 'Anna' }),
  },
  { words: 'customers -- prod show ann', expectDone: () => Promise.resolve() },
  { words: 'customers -- prod export ann', expectDone: () => Promise.resolve() },
  {
    words: 'customers -- prod erase ann --yes',
    expectDone: async () => {
      expect(await left('ann')).toBe(0);
      expect(await scheduler().ofCustomer('ann')).toEqual([]);
      expect(await left('ben')).toBeGreaterThan(0);
    },
  },
  {
    words: 'pause -- prod change_plan --reason Later.',
    expectDone: async () =>
      expect(await store().pauses.list()).toEqual([{ action: 'change_plan', reason: 'Later.' }]),
  },
  {
    words: 'pause -- prod change_plan --off',
    expectDone: async () => expect(await store().pauses.list()).toEqual([]),
  },
  { words: 'pause -- prod', expectDone: () => Promise.resolve() },
];

describe.each(REHEARSED)('$words', ({ words, expectDone }) => {
  it('ends right, whichever call fails first', async () => {
    const prepare = async () => {
      if (words.endsWith('--off')) await store().pauses.set({ action: 'change_plan', reason: 'Later.' });
    };
    await prepare();
    cloud.calls.restart();
    expect(await type(words)).toBe(true);
    await expectDone();
    const made = cloud.calls.made;

    for (let at = 0; at < made.length; at += STRIDE) {
      for (const when of ['before', 'after'] as const) {
        await cloud.remove();
        await begin();
        await prepare();
        cloud.calls.restart({ at, when });
        const place = `${made[at]} (${at}, ${when})`;
        expect(await refusal(words), place).toMatch(
          /The connection was lost\.\n {2}(Run the same again|Sign in)/,
        );
        cloud.calls.restart();
        const ended = await type(words);
        // All was gone when the last answer got lost.
        if (!ended) expect(heard(cloud), place).toBe('There is no customer "ann".');
        await expectDone();
      }
    }
  });
});

/** The actions of the policy below a heading of the page. */
function policyBelow(heading: string): string[] {
  const [, part = ''] = readPage('docs/operations/daily-work.md').split(heading);
  const { json = '' } = /```json\n(?<json>[^]*?)```/.exec(part)?.groups ?? {};
  const policy = JSON.parse(json) as {
    readonly Statement: readonly { readonly Action: string | string[] }[];
  };
  return policy.Statement.flatMap(({ Action }) => Action).toSorted();
}

const SERVICES = new Map([
  ['cloudFormation', ['cloudformation']],
  ['dynamoDB', ['dynamodb']],
  ['scheduler', ['scheduler']],
  // Anybody may ask who they are.
  ['sts', []],
]);

it.each(['pause', 'customers'])('the policy for `%s` in the runbook is what it needs', async (command) => {
  const { sockets } = store();
  const principal = { id: 'op', name: 'Op', role: 'operator' as const };
  await sockets.add({ id: 'ops', principal, expiresAt: cloud.now().toISOString() });
  await sockets.watch('ops', { customerId: 'ann', conversationId: 'ann_1' });
  cloud.calls.restart();
  for (const { words } of REHEARSED.filter((each) => each.words.startsWith(command))) {
    expect(await type(words)).toBe(true);
    // Once more: what stands already is changed in another way.
    await type(words);
  }
  const needed = cloud.calls.made.flatMap((call) => {
    const [service = '', name = ''] = call.split(' ');
    return SERVICES.get(service)?.map((prefix) => `${prefix}:${name}`) ?? [call];
  });
  // What a schedule is given to run as.
  if (command === 'customers') needed.push('iam:PassRole');

  expect(policyBelow(`\`${command}\`:`)).toEqual([...new Set(needed)].toSorted());
});
