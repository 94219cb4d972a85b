/** `npm run check`: every static gate, as many at a time as there are cores. Fails when one of them does. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { GATES } from './gates.ts';
import type { Gate } from './gates.ts';

const root = join(import.meta.dirname, '..');
const started = performance.now();
const waiting: [string, Gate][] = Object.entries(GATES);
const failed: string[] = [];

await Promise.all(Array.from({ length: availableParallelism() }, work));

const total = seconds(started);
if (failed.length > 0) {
  console.error(`check failed after ${total}: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`check passed in ${total}`);
}

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, gate] = next;
    const begun = performance.now();
    const { code, output } = await run(gate);
    if (code === 0) {
      console.log(`✓ ${name} (${seconds(begun)})`);
    } else {
      failed.push(name);
      console.error(
        `✗ ${name} (${seconds(begun)}): ${[gate.tool, ...gate.args].join(' ')}\n${output.trimEnd()}\n`,
      );
    }
  }
}

/** Runs a gate to its end; `code` is null when a signal ended it. */
function run({ tool, args }: Gate): Promise<{ code: number | null; output: string }> {
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
