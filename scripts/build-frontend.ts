/** Before `npm start`: builds the frontend for this machine, unless it was and nothing in it has changed since. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Tells our build from one made for another environment, which empties the folder and leaves none. */
const stamp = join(root, 'frontend', 'build', '.built-for-npm-start');

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

if (!existsSync(stamp) || SOURCES.some((path) => isNewerThan(statSync(stamp).mtimeMs, join(root, path)))) {
  console.log('Building the frontend …');
  const { status } = spawnSync(
    'npm',
    ['run', '--silent', 'build', '--workspace', 'frontend', '--', '--logLevel', 'warn'],
    {
      cwd: root,
      // A test that starts the server has another NODE_ENV, which would build React's slow development version.
      env: { ...process.env, NODE_ENV: 'production', REACT_APP_ENV: 'local' },
      stdio: 'inherit',
    },
  );
  if (status === 0) writeFileSync(stamp, '');
  process.exitCode = status ?? 1;
}

function isNewerThan(time: number, path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.mtimeMs > time) return true;
  return found.isDirectory() && readdirSync(path).some((name) => isNewerThan(time, join(path, name)));
}
