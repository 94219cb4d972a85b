/** `npm run check`: every static gate, as many at a time as there are cores. Fails when one of them does. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';

interface Gate {
  name: string;
  command: [string, ...string[]];
}

/** The slowest first, so that the short ones fill the gaps. */
const GATES: Gate[] = [
  { name: 'eslint', command: ['eslint', '--max-warnings', '0', '.'] },
  { name: 'tsc', command: ['tsc', '--pretty'] },
  { name: 'prettier', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'depcruise', command: ['depcruise', '--config', 'dependency-cruiser.config.ts', '.'] },
  { name: 'knip', command: ['knip'] },
];

const root = join(import.meta.dirname, '..');
const started = performance.now();
const queue = [...GATES];
const failed: string[] = [];

await Promise.all(Array.from({ length: Math.min(availableParallelism(), GATES.length) }, worker));

const total = seconds(started);
if (failed.length > 0) {
  console.error(`check failed after ${total}: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`check passed in ${total}`);
}

async function worker(): Promise<void> {
  for (let gate = queue.shift(); gate !== undefined; gate = queue.shift()) await run(gate);
}

async function run({ name, command }: Gate): Promise<void> {
  const begun = performance.now();
  const { code, output } = await execute(command);
  if (code === 0) {
    console.log(`✓ ${name} (${seconds(begun)})`);
    return;
  }
  failed.push(name);
  console.error(`✗ ${name} (${seconds(begun)}): ${command.join(' ')}\n${output.trimEnd()}\n`);
}

/** Runs one of the project's own tools to its end; `code` is null when a signal ended it. */
function execute([tool, ...args]: Gate['command']): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const bin = join(root, 'node_modules', '.bin');
    const child = spawn(tool, args, {
      cwd: root,
      env: { ...process.env, PATH: [bin, process.env['PATH']].join(delimiter) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (text: string) => (output += text);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
