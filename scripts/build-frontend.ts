/** Before `npm start`: builds the frontend if it was never built, or if what it is made of changed since. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'frontend', 'build', 'index.html');

/** Folders count too: removing a file changes only its folder. */
const SOURCES = [
  'frontend/index.html',
  'frontend/package.json',
  'frontend/public',
  'frontend/src',
  'frontend/vite.config.ts',
  'package-lock.json',
  'protocol/src',
];

if (!existsSync(built) || SOURCES.some((path) => isNewerThan(statSync(built).mtimeMs, join(root, path)))) {
  console.log('Building the frontend …');
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--workspace', 'frontend'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

function isNewerThan(time: number, path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.mtimeMs > time) return true;
  return found.isDirectory() && readdirSync(path).some((name) => isNewerThan(time, join(path, name)));
}
