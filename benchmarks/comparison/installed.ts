import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sizeOf } from './size-of.ts';
import type { Stack } from './stack.ts';

const MOST_OUTPUT = 16 * 1024 * 1024;

/** What runs a stack, on disk. */
export interface Installed {
  readonly packages: number;
  readonly bytes: number;
}

/** Counts a stack's packages, its own included, and their files; what only tests and builds need is left out. */
export async function installed({ folder, workspace }: Stack): Promise<Installed> {
  const of = workspace === undefined ? [] : ['--workspace', workspace];
  const { stdout } = await promisify(execFile)(
    'npm',
    ['ls', '--all', '--parseable', '--omit=dev', '--prefix', folder, ...of],
    { maxBuffer: MOST_OUTPUT },
  );
  const folders = stdout.split('\n').filter((path) => path !== '' && path !== folder);
  const sizes = await Promise.all(folders.map((path) => sizeOf(path, 'node_modules')));
  return { packages: folders.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
