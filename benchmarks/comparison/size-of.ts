import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all files of a folder, those in folders of the name `without` left out. */
export async function sizeOf(folder: string, without?: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = names
    .filter((name) => name !== without)
    .map(async (name) => {
      const path = join(folder, name);
      const found = await lstat(path);
      return found.isDirectory() ? sizeOf(path, without) : found.size;
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
