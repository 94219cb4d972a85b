import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CommandError } from './command-error.ts';
import { loadService } from './service.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it.each([
  [undefined, 'smart-home'],
  [' ', 'smart-home'],
  ['@agentic-service-bot/bookshop', 'bookshop'],
  ['./services/bookshop/src/index.ts', 'bookshop'],
])('SERVICE=%s is the %s', async (name, expected) => {
  expect((await loadService(name, ROOT)).name).toBe(expected);
});

it.each([
  ['./nowhere.ts', /^SERVICE is ".\/nowhere.ts", which can't be loaded: /],
  ['node:path', /^SERVICE is "node:path", which exports no service\.$/],
])('SERVICE=%s is explained', async (name, message) => {
  const failing = loadService(name, ROOT);
  await expect(failing).rejects.toThrow(CommandError);
  await expect(failing).rejects.toThrow(message);
});
