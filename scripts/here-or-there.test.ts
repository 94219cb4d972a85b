import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

// Processes of their own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'here-or-there-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs a command as `npm run` does, by somebody who is not signed in to AWS. */
async function run(...words: string[]) {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    DATA_DIR: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'here-or-there.ts'), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number]>;
  const [printed, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, printed: printed.trim(), complained: complained.trim() };
}

it.each([
  [['pause'], 'Nothing is switched off.'],
  [['pause', 'bot', '--off'], 'It was not switched off.'],
])('%j is for this machine', async (words, printed) => {
  expect(await run(...words)).toEqual({ code: 0, printed, complained: '' });
});

it('what can not be done here is explained', async () => {
  const { code, printed, complained } = await run('customers', 'dance');
  expect([code, printed]).toEqual([1, '']);
  expect(complained).toContain('npm run customers -- import FILE');
});

it.each([
  ['pause', 'prod', 'bot'],
  ['customers', 'dev', 'show', 'ann'],
])('%s %s is for AWS, which wants to know who it is', async (...words) => {
  const { code, printed, complained } = await run(...words);
  expect([code, printed]).toEqual([1, '']);
  expect(complained).toMatch(/^AWS does not know who you are: [^]*aws sso login/);
});
