import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FUNCTIONS, type FunctionName } from '../functions.ts';
import { settings } from '../testing/settings.ts';
import { bundleFunctions, type Bundle } from './bundle-functions.ts';
import { sizesOf } from './sizes.ts';

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];
const KB = 1_000;

/** Most bytes that are loaded when a function starts; a limit that is far away would not see what creeps in. */
const LIMITS: Readonly<Record<FunctionName, number>> = {
  authorize: 150 * KB,
  connect: 5 * KB,
  disconnect: 400 * KB,
  receive: 800 * KB,
  work: 2_000 * KB,
  closeTurn: 800 * KB,
  runRoutine: 800 * KB,
  dailySummary: 400 * KB,
  alertOperators: 600 * KB,
  seed: 600 * KB,
};

const clients = (...names: string[]): string[] => names.map((name) => `@aws-sdk/client-${name}`).sort();
const STORE = clients('dynamodb');
const SPEAKS = clients('apigatewaymanagementapi', 'dynamodb', 'sqs');

/** The AWS clients that each function needs. */
const CLIENTS: Readonly<Record<FunctionName, readonly string[]>> = {
  authorize: [],
  connect: [],
  disconnect: STORE,
  receive: SPEAKS,
  work: clients('apigatewaymanagementapi', 'dynamodb', 'scheduler', 'secrets-manager', 'sqs'),
  closeTurn: SPEAKS,
  runRoutine: SPEAKS,
  dailySummary: clients('cloudwatch', 'sns'),
  alertOperators: clients('dynamodb', 'sns'),
  seed: clients('dynamodb', 'scheduler'),
};

let folder: string;
const bundles = new Map<FunctionName, Bundle>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  for (const bundle of await bundleFunctions(folder)) bundles.set(bundle.name, bundle);
}, 120_000);

afterAll(() => rm(folder, { recursive: true }));

const bundleOf = (name: FunctionName): Bundle => {
  const bundle = bundles.get(name);
  if (bundle === undefined) throw new Error(`${name} was not bundled.`);
  return bundle;
};

/** The packages of which something was kept. */
const packagesIn = ({ metafile }: Bundle): string[] =>
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);

/** Loads a bundle as Lambda would: in a process of its own, with the function's settings and nothing beside it. */
async function load(path: string, env: Readonly<Record<string, string>>): Promise<string> {
  const script = `const { handler } = await import(process.argv[1]); console.log(typeof handler);`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, path], {
    cwd: tmpdir(),
    env: { AWS_REGION: 'us-east-1', ...env },
  });
  return (await run).stdout.trim();
}

it.each(NAMES)('%s is small', (name) => {
  const { initial } = sizesOf(bundleOf(name));
  expect(initial).toBeGreaterThan(0);
  expect(initial).toBeLessThanOrEqual(LIMITS[name]);
});

it.each(NAMES)(
  '%s has the AWS clients that it needs, and no way to look for credentials elsewhere',
  (name) => {
    const packages = new Set(packagesIn(bundleOf(name)));
    const found = [...packages].filter((one) => one.startsWith('@aws-sdk/client-'));
    expect(found.sort()).toEqual(CLIENTS[name]);
    expect(packages).not.toContain('@aws-sdk/credential-provider-node');
    expect(packages).not.toContain('@aws-sdk/nested-clients');
    expect(packages).not.toContain('@ai-sdk/gateway');
  },
);

it('only who answers has models; their providers are loaded when they are named', () => {
  const providers = ['@ai-sdk/anthropic', '@ai-sdk/amazon-bedrock', '@ai-sdk/openai-compatible'];
  for (const name of NAMES) {
    const packages = packagesIn(bundleOf(name));
    for (const provider of providers) expect(packages.includes(provider)).toBe(name === 'work');
  }
  const work = bundleOf('work');
  expect(sizesOf(work).later).toBeGreaterThan(100 * KB);
  const entry = Object.entries(work.metafile.outputs).find(([path]) => path.endsWith('work/index.mjs'));
  const inputs = Object.keys(entry?.[1].inputs ?? {});
  expect(inputs.some((path) => path.includes('/ai/'))).toBe(true);
  expect(inputs.filter((path) => providers.some((provider) => path.includes(`${provider}/`)))).toEqual([]);
});

it.each(NAMES)('%s starts in a process of its own', async (name) => {
  expect(await load(join(bundleOf(name).folder, 'index.mjs'), settings)).toBe('function');
});

it('what is loaded later can be loaded too', async () => {
  const { folder: target } = bundleOf('work');
  const chunks = (await readdir(target)).filter((name) => name.endsWith('.mjs') && name !== 'index.mjs');
  expect(chunks.length).toBeGreaterThan(3);
  const script = `for (const path of process.argv.slice(1)) await import(path); console.log('loaded');`;
  const paths = chunks.map((name) => join(target, name));
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, ...paths]);
  expect((await run).stdout.trim()).toBe('loaded');
});

it('a function whose settings are wrong does not start, and names them all', async () => {
  const wrong = { ...settings, ENVIRONMENT: 'staging', QUEUE_URL: '' };
  const started = load(join(bundleOf('receive').folder, 'index.mjs'), wrong);
  await expect(started).rejects.toThrow(/ENVIRONMENT is "staging".*\n.*QUEUE_URL is missing/);
});

it('another service is put in when its functions are bundled', async () => {
  const [bundle] = await bundleFunctions(join(folder, 'bookshop'), {
    service: '@agentic-service-bot/bookshop',
    names: ['receive'],
  });
  const inputs = Object.keys(bundle?.metafile.inputs ?? {});
  expect(inputs.some((path) => path.startsWith('services/bookshop/'))).toBe(true);
  expect(inputs.some((path) => path.startsWith('services/smart-home/'))).toBe(false);
  expect(await load(join(bundle?.folder ?? '', 'index.mjs'), settings)).toBe('function');
});

it('a package that exports no service can not be started, and says why', async () => {
  const none = join(folder, 'none.ts');
  await writeFile(none, 'export const actions = [];');
  const [bundle] = await bundleFunctions(join(folder, 'none'), { service: none, names: ['seed'] });
  const started = load(join(bundle?.folder ?? '', 'index.mjs'), settings);
  await expect(started).rejects.toThrow(/SERVICE is ".*none\.ts", which exports no service/);
});
