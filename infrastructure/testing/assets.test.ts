import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '@agentic-service-bot/aws/bundle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysIn } from './rules/secrets.ts';

const PATIENCE_MS = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'));
  await bundleFunctions(folder);
}, PATIENCE_MS);
afterAll(() => rm(folder, { recursive: true }));

test('nothing that is uploaded for the functions looks like a key', async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(files.length).toBeGreaterThan(10);
  const found = await Promise.all(
    files.map(async (file) => keysIn(await readFile(file, 'utf8')).map((key) => `${file}: ${key}`)),
  );
  expect(found.flat()).toEqual([]);
});

test.each([`"AKIA${'A1'.repeat(8)}"`, `sk-${'a1'.repeat(12)}`, '-----BEGIN PRIVATE KEY-----'])(
  'what looks like one is found: %s',
  (code) => {
    expect(keysIn(`const key = ${code};`)).toHaveLength(1);
  },
);
