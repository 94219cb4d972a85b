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
  await import(process.argv[1]);
  console.log(performance.now() - began);
`;

/** How long a fresh process takes to load a bundle, milliseconds; the process's own start is not in it. */
async function initialisation(path: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', LOAD, path],
      { env: { AWS_REGION: 'us-east-1', ...settings } },
    );
    times.push(Number(stdout));
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
}

const kb = (bytes: number): string => (bytes / 1000).toFixed(0);

const folder = await mkdtemp(join(tmpdir(), 'bundles-'));
try {
  const rows: Record<string, unknown>[] = [];
  for (const bundle of await bundleFunctions(folder)) {
    const { initial, later, largest } = sizesOf(bundle);
    const ms = await initialisation(join(bundle.folder, 'index.mjs'));
    rows.push({ function: bundle.name, KB: kb(initial), 'KB later': kb(later), 'init ms': ms.toFixed(0) });
    const parts = largest.map(({ name, bytes }) => `${name} ${kb(bytes)}`);
    console.log(`${bundle.name}: ${parts.join(', ')}`);
  }
  console.table(rows);
  console.log(`The middle of ${RUNS} starts, Node ${process.version}.`);
} finally {
  await rm(folder, { recursive: true });
}
