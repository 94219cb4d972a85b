/**
 * `npm run bench:bundles`: builds every function's bundle; prints how large it is, what it is made of, and how long it takes a
 * fresh process to load it, as a cold start of Lambda does. Nothing is sent anywhere.
 */
import { bundleFunctions, sizesOf } from '@agentic-service-bot/aws/bundle';
import { settings } from '@agentic-service-bot/aws/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Starts of which the middle one counts. */
const RUNS = 9;

const LOAD = `
  const began = performance.now();
  const before = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ wall: performance.now() - began, cpu: (user + system) / 1000 }));
`;

interface Time {
  /** As a clock on the wall has it, milliseconds. */
  readonly wall: number;
  /** Of the processor, milliseconds: it says the same on a machine that is busy with something else. */
  readonly cpu: number;
}

/** How long a fresh process takes to load a bundle; the process's own start is not in it. */
async function initialisation(path: string): Promise<Time> {
  const times: Time[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', LOAD, path],
      { env: { AWS_REGION: 'us-east-1', ...settings } },
    );
    times.push(JSON.parse(stdout) as Time);
  }
  const middle = (name: keyof Time): number =>
    times.map((time) => time[name]).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
  return { wall: middle('wall'), cpu: middle('cpu') };
}

const kb = (bytes: number): string => (bytes / 1000).toFixed(0);

const folder = await mkdtemp(join(tmpdir(), 'bundles-'));
try {
  const rows: Record<string, unknown>[] = [];
  for (const bundle of await bundleFunctions(folder)) {
    const { initial, later, largest } = sizesOf(bundle);
    const { wall, cpu } = await initialisation(join(bundle.folder, 'index.mjs'));
    const start = { 'start ms': wall.toFixed(0), 'CPU ms': cpu.toFixed(0) };
    rows.push({ function: bundle.name, KB: kb(initial), 'KB later': kb(later), ...start });
    const parts = largest.map(({ name, bytes }) => `${name} ${kb(bytes)}`);
    console.log(`${bundle.name}: ${parts.join(', ')}`);
  }
  console.table(rows);
  console.log(`The middle of ${RUNS} starts, Node ${process.version}.`);
} finally {
  await rm(folder, { recursive: true });
}
