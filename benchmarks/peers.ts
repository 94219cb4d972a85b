/**
 * `npm run bench:peers`: installs the peers in `benchmarks/peers` and plays one dialogue through this bot and through each of
 * them: how long a turn takes and how much its model is sent as the conversation grows, and what is left when the process is
 * killed in the middle of an action. Prints tables; draws `docs/images/peers.svg`. Nothing is sent anywhere, once the peers
 * are installed.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed } from './comparison/installed.ts';
import { killed } from './comparison/killed.ts';
import { measure } from './comparison/measure.ts';
import { plot } from './comparison/plot.ts';
import { killedTable, turnTable, weightTable, type Result } from './comparison/report.ts';
import { peer, thisBot, type Stack } from './comparison/stack.ts';

const RUNS = 3;
/** Of this bot's actions. */
const KINDS = [
  { action: 'an action with `check`', checked: true },
  { action: 'one without', checked: false },
];
const PICTURE = join(import.meta.dirname, '..', 'docs', 'images', 'peers.svg');

const folderOf = (name: string): string => join(import.meta.dirname, 'peers', name);
const peers = [
  peer('AI SDK', folderOf('ai-sdk')),
  peer('LangGraph', folderOf('langgraph')),
  peer('Mastra', folderOf('mastra')),
  peer('OpenAI Agents', folderOf('openai-agents')),
];
const bot = thisBot();
const stacks = [bot, ...peers];
const run = promisify(execFile);

/** In a new folder, which is gone afterwards. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'peers-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function resultOf(stack: Stack, runs: Result['runs']): Promise<Result> {
  const deaths = [];
  for (const { checked, ...kind } of stack === bot ? KINDS : [{ checked: false }])
    deaths.push({ ...kind, killed: await inFolder((folder) => killed(stack, folder, checked)) });
  return { name: stack.name, installed: await installed(stack), runs, killed: deaths };
}

// What a package would run at its installation is not needed: see docs/benchmarks.md.
for (const { folder } of peers)
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--prefix', folder]);
await run('tsc', ['--project', join(import.meta.dirname, 'peers')]);

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}`,
);
const runs = new Map(stacks.map(({ name }) => [name, [] as Result['runs'][number][]]));
for (let round = 1; round <= RUNS; round++)
  for (const stack of stacks) {
    console.log(`${stack.name}, ${round} of ${RUNS}`);
    runs.get(stack.name)?.push(await inFolder((folder) => measure(stack, folder)));
  }
const results = [];
for (const stack of stacks) results.push(await resultOf(stack, runs.get(stack.name) ?? []));

console.log([turnTable(results), weightTable(results), killedTable(results)].join('\n\n'));
console.log(`Load at the end ${loadavg()[0]?.toFixed(1)}`);
await writeFile(PICTURE, plot(results));
process.exit();
