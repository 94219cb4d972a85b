/**
 * `npm run test:cloud`: builds what a deploy would upload, once, and runs the protocol's suite, the browser's and the cloud's
 * own at full size against it. Prints how large the bundles are, what each kind of call cost, and which actions each function used.
 * Fails if a test does, or if a role allows what nothing has used.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sizesOf } from '@agentic-service-bot/aws/bundle';
import { ROOT } from '../support/server.ts';
import { grantFaults } from './iam/exempt.ts';
import { rolesOf } from './iam/roles.ts';
import { buildProduct } from './product.ts';
import { readReports } from './report.ts';
import { readAssembly } from './template/assembly.ts';
import { functionsOf } from './template/functions.ts';
import { Resolver } from './template/resolve.ts';

const STACK = 'agentic-service-bot-dev';
const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} KB`;

const product = await buildProduct(['dev', 'prod']);
const reports = join(product.folder, 'reports');

/** Runs the files of a project against it; true if all passed. */
async function run(project: string, ...files: readonly string[]): Promise<boolean> {
  const vitest = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...files],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...process.env,
        TARGET: 'cloud',
        CLOUD_TESTS: 'full',
        CLOUD_PRODUCT: product.folder,
        CLOUD_REPORTS: reports,
      },
    },
  );
  const [code] = (await once(vitest, 'close')) as [number | null];
  return code === 0;
}

// One after the other: together they would have one worker, as the browser's files take turns.
const isNodePassed = await run('node', 'tests/protocol-client', 'tests/cloud');
const isBrowserPassed = await run('browser', 'tests/e2e');

console.log('\nBundles');
console.table(
  Object.fromEntries(
    product.bundles.map((bundle) => {
      const { initial, later, largest } = sizesOf(bundle);
      const inputs = largest.map(({ name, bytes }) => `${name} ${kb(bytes)}`).join(', ');
      return [bundle.name, { 'at start': kb(initial), later: kb(later), 'largest inputs': inputs }];
    }),
  ),
);

const { calls, costs } = await readReports(reports);
const own = (name: string): string => name.replace(`${STACK}-`, '');
console.log('\nCapacity units of all calls together, by function, operation and table');
console.table(
  costs
    .filter(({ functionName }) => functionName.startsWith(STACK))
    .map(({ functionName, operation, table, count, read, write }) => ({
      function: own(functionName),
      operation,
      table: own(table),
      calls: count,
      read,
      write,
      'a call': Number(((read + write) / count).toFixed(2)),
    })),
);

console.log('\nActions that each function used');
const used = new Map<string, number>();
for (const { functionName, action, count } of calls.filter((call) => call.functionName.startsWith(STACK))) {
  // Each schedule of a routine has a name of its own.
  const pair = `${own(functionName).replace(/^routines\/.*/, 'routines')} ${action}`;
  used.set(pair, (used.get(pair) ?? 0) + count);
}
console.table([...used].map(([pair, count]) => ({ 'function and action': pair, calls: count })));

const assembly = await readAssembly(join(product.folder, 'dev'));
const resolver = new Resolver(assembly.template, {
  account: '000000000000',
  region: 'us-east-1',
  stack: assembly.stack,
});
const faults = grantFaults([...functionsOf(assembly, resolver, rolesOf(resolver)).values()], calls);
for (const fault of faults) console.error(fault);
await product.remove();
process.exit(isNodePassed && isBrowserPassed && faults.length === 0 ? 0 : 1);
