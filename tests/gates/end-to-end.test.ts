import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exists, read } from '../docs/pages.ts';
import { ONE_MACHINE_ONLY } from '../e2e/one-machine.ts';
import { ROOT } from '../support/server.ts';

const FOLDER = 'tests/e2e';
const suites = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith('.test.ts'));

/** Suites that start a server of one machine themselves, and so can't run in the cloud. */
const bound = (names: readonly string[], text: (name: string) => string): string[] =>
  names.filter((name) => /import .*\b(?:startServer|spawn)\b/.test(text(name)));

it('an end-to-end suite that runs on one machine only has its reason, and what has one does', () => {
  expect(bound(suites, (name) => read(`${FOLDER}/${name}`))).toEqual([...ONE_MACHINE_ONLY.keys()].sort());
});

it('what tries the same in the cloud is there', () => {
  const named = [...ONE_MACHINE_ONLY.values()].flatMap(({ instead }) => instead);
  expect(named.filter((file) => !exists(file))).toEqual([]);
});

it.each([
  "import { startServer, type Server } from '../support/server.ts';",
  "import { spawn } from 'node:child_process';",
])('a suite that starts a server itself is found: %s', (text) => {
  expect(bound(['new'], () => text)).toEqual(['new']);
});
