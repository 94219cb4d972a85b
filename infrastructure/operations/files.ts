import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as z from 'zod';

/** A file of a release: its path below its folder, with `/`, and what it holds. */
export const fileSchema = z.strictObject({
  path: z.string().min(1),
  /** Bytes. */
  size: z.int().nonnegative(),
  /** In hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type File = z.infer<typeof fileSchema>;

export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

/** All files below a folder, by path. */
export async function filesIn(folder: string): Promise<File[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const files: File[] = [];
  for (const path of paths) {
    const content = await readFile(join(folder, path));
    files.push({ path, size: content.byteLength, sha256: sha256(content) });
  }
  return files;
}
