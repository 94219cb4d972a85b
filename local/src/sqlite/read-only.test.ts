import type * as Fs from 'node:fs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../testing/store.ts';
import { openDatabase, UnusableDatabase } from './database.ts';

// Whoever runs the tests may be root, who may write anything.
const access = vi.hoisted(() => ({ isAllowed: true }));
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof Fs>()),
  accessSync: () => {
    if (!access.isAllowed) throw new Error('EACCES');
  },
}));

it('a database that may only be read is refused before anything is written', () => {
  const path = join(temporaryFolder(), 'bot.db');
  openDatabase(path).close();
  const before = readFileSync(path);
  access.isAllowed = false;

  expect(() => openDatabase(path)).toThrow(UnusableDatabase);
  expect(() => openDatabase(path)).toThrow(`${path} may not be written: let whoever starts`);
  expect(readFileSync(path)).toEqual(before);
});
