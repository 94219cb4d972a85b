import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const peers = globSync('benchmarks/peers/*/package.json', { cwd: ROOT });
const dependencies = (path: string) =>
  Object.entries((JSON.parse(read(path)) as { readonly dependencies: Record<string, string> }).dependencies);

test('there are peers', () => {
  expect(peers.length).toBeGreaterThan(1);
});

test.each(peers)('%s names exact versions, and the page those that were measured', (path) => {
  const page = read('docs/benchmarks.md');
  for (const [name, version] of dependencies(path)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/u);
    if (name !== 'zod') expect(page).toContain(`\`${name}\` ${version}`);
  }
});

test.each(peers)('the lock file of %s says from nowhere in particular', (path) => {
  expect(read(path.replace('package.json', 'package-lock.json'))).not.toContain('"resolved"');
});
