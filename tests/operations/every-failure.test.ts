/** Every call of every command fails once: what it said, and that running it again ends as if nothing had been. */
import { performance } from 'node:perf_hooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { heard, served, type, V1, V2_BROKEN } from './scenario.ts';
import { Checkout } from './stand-ins/checkout.ts';
import { Cloud, startServers } from './stand-ins/cloud.ts';

/** `npm run test:operations` tries every call; `npm test` one in so many. */
const STRIDE = process.env['OPERATIONS_TESTS'] === 'full' ? 1 : 23;

const MESSAGES = 'agentic-service-bot-prod-messages';
const PATHS = [...new Set([...Object.keys(V1.pages), ...Object.keys(V2_BROKEN.pages)])];

interface Rehearsed {
  readonly command: string;
  /** Brings the cloud to where the command is needed; returns its words. */
  readonly prepare: () => Promise<string>;
  /** What must hold at the end. */
  readonly expectDone: () => Promise<void>;
}

let servers: Awaited<ReturnType<typeof startServers>>;
let cloud: Cloud;
let checkout: Checkout;
const table: string[] = [];

beforeAll(async () => {
  servers = await startServers();
});
afterAll(async () => {
  await servers.stop();
  const header = ['command', 'calls', 'failures tried', 'ended right', 'seconds'].map((word, column) =>
    column === 0 ? word.padEnd(18) : word.padStart(15),
  );
  process.stdout.write(`\n${[header.join(''), ...table].join('\n')}\n`);
});
beforeEach(async () => {
  await begin();
});
afterEach(async () => {
  await end();
});

async function begin(): Promise<void> {
  cloud = new Cloud(servers);
  checkout = await Checkout.make(V1);
}

async function end(): Promise<void> {
  await cloud.remove();
  await checkout.remove();
}

async function release(source: typeof V1): Promise<void> {
  checkout.source = source;
  expect(await type(cloud, checkout, 'deploy -- prod'), heard(cloud)).toBe(true);
}

async function expectServed(source: typeof V1): Promise<void> {
  const kept = PATHS.filter((path) => source.pages[path] !== undefined);
  expect(await served(cloud, kept)).toEqual(source.pages);
  expect(cloud.stacks.get('agentic-service-bot-prod')?.template).toEqual(source.template);
}

const itemsOf = async (name: string): Promise<(string | undefined)[]> => {
  const { Items = [] } = await cloud.dynamoDB.send(new ScanCommand({ TableName: name }));
  return Items.map(({ id }) => id?.S);
};

const COMMANDS: Rehearsed[] = [
  {
    command: 'deploy (first)',
    prepare: () => Promise.resolve('deploy -- prod'),
    expectDone: () => expectServed(V1),
  },
  {
    command: 'deploy (next)',
    prepare: async () => {
      await release(V1);
      checkout.source = V2_BROKEN;
      return 'deploy -- prod';
    },
    expectDone: () => expectServed(V2_BROKEN),
  },
  {
    command: 'rollback',
    prepare: async () => {
      await release(V1);
      await release(V2_BROKEN);
      return 'rollback -- prod';
    },
    expectDone: () => expectServed(V1),
  },
  {
    command: 'restore',
    prepare: async () => {
      await release(V1);
      await cloud.dynamoDB.send(new PutItemCommand({ TableName: MESSAGES, Item: { id: { S: 'good' } } }));
      const at = cloud.now();
      await cloud.recovery.remember(MESSAGES, at);
      await cloud.dynamoDB.send(new PutItemCommand({ TableName: MESSAGES, Item: { id: { S: 'bad' } } }));
      return `restore -- prod --at ${at.toISOString()} --table messages`;
    },
    expectDone: async () => {
      const name = cloud.stacks.get('agentic-service-bot-prod')?.template.Outputs?.['TableMessages']?.Value;
      expect(name).toMatch(/^agentic-service-bot-prod-messages-restored-/);
      expect(await itemsOf(name ?? '')).toEqual(['good']);
      expect(await itemsOf(MESSAGES)).toHaveLength(2);
      expect(cloud.recovery.days.get(name ?? '')).toBe(35);
      expect(await cloud.settingsOf(name ?? '')).toEqual(await cloud.settingsOf(MESSAGES));
    },
  },
  {
    command: 'restore-frontend',
    prepare: async () => {
      await release(V1);
      const at = cloud.now();
      await release(V2_BROKEN);
      return `restore-frontend -- prod --at ${at.toISOString()}`;
    },
    expectDone: async () => {
      const pages = { ...V1.pages, 'new.txt': '404' };
      expect(await served(cloud, Object.keys(pages))).toEqual(pages);
    },
  },
];

describe.each(COMMANDS)('$command', ({ command, prepare, expectDone }) => {
  it('ends right, whichever call fails first', { timeout: 240_000 }, async () => {
    const begun = performance.now();
    const words = await prepare();
    cloud.calls.restart();
    expect(await type(cloud, checkout, words), heard(cloud)).toBe(true);
    await expectDone();
    const calls = cloud.calls.made;

    let tried = 0;
    for (let at = tried % STRIDE; at < calls.length; at += STRIDE) {
      for (const when of ['before', 'after'] as const) {
        await end();
        await begin();
        const again = await prepare();
        heard(cloud);
        cloud.calls.restart({ at, when });

        const place = `${calls[at]} (${at}, ${when})`;
        const endedAtOnce = await type(cloud, checkout, again);
        const said = heard(cloud);
        // Two calls may fail and be borne: what is asked only to say more.
        if (!endedAtOnce) {
          expect(said, place).toContain('The connection was lost.');
          expect(said, place).toMatch(/\n {2}State: .+\n/);
          const advised = /un `npm run (?<words>.+)` again: it continues\.$/.exec(said)?.groups?.['words'];
          expect(advised, `${place}\n${said}`).toContain(again);
          cloud.calls.restart();
          expect(await type(cloud, checkout, advised ?? ''), `${place}\n${heard(cloud)}`).toBe(true);
        }
        await expectDone();
        tried += 1;
      }
    }
    const columns = [calls.length, tried, tried, ((performance.now() - begun) / 1000).toFixed(1)];
    table.push(`${command.padEnd(18)}${columns.map((column) => String(column).padStart(15)).join('')}`);
  });
});
