import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives a whole file its name, so that it has that name after a power cut as well. */
export function settle(path: string, name: string): void {
  sync(path);
  renameSync(path, name);
  sync(dirname(name));
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
