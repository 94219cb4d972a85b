import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATES } from '../../scripts/gates.ts';
import { makeProject } from './project.ts';
import type { Project } from './project.ts';

/** One violation each: the file, its code, the rule. */
const SEEDS: [path: string, code: string, rule: string][] = [
  [
    'bot/src/floating.ts',
    `export function send(append: () => Promise<void>): void { append(); }`,
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'bot/src/switch.ts',
    `export function word(status: 'bot' | 'human'): string { switch (status) { case 'bot': return 'b'; } return ''; }`,
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [
    'bot/src/type.ts',
    `import { Stats } from 'node:fs'; export const size = (stats: Stats): number => stats.size;`,
    '@typescript-eslint/consistent-type-imports',
  ],
  ['bot/src/now.ts', `export const now = () => Date.now();`, 'no-restricted-syntax'],
  ['protocol/src/now.ts', `export const now = Date.now;`, 'no-restricted-syntax'],
  ['models/src/date.ts', `export const today = () => new Date();`, 'no-restricted-syntax'],
  ['services/shop/src/random.ts', `export const chance = () => Math.random();`, 'no-restricted-syntax'],
  ['frontend/src/session/id.ts', `export const id = () => crypto.randomUUID();`, 'no-restricted-syntax'],
  [
    'bot/src/id.ts',
    `import { randomUUID } from 'node:crypto'; export const id = () => randomUUID();`,
    'no-restricted-syntax',
  ],
  ['bot/src/env.ts', `export const port = process.env['PORT'];`, 'no-restricted-syntax'],
  [
    'local/src/server.ts',
    `import { env } from 'node:process'; export const port = env['PORT'];`,
    'no-restricted-syntax',
  ],
  [
    'aws/src/worker.ts',
    `const { env } = process; export const table = env['TABLE'];`,
    'no-restricted-syntax',
  ],
  ['local/src/zod.ts', `import { z } from 'zod'; export const port = z.int();`, 'no-restricted-syntax'],
  ['bot/src/io.ts', `export const load = (url: string) => fetch(url);`, 'no-restricted-globals'],
];

/** What those rules leave alone. */
const CLEAN: Record<string, string> = {
  'bot/src/given.ts': `export const now = (clock: { now(): number }) => new Date(clock.now());`,
  'bot/src/given.test.ts': `export const started = Date.now();`,
  'local/src/clock.ts': `export const clock = { now: () => Date.now(), id: () => crypto.randomUUID() };`,
  'local/src/config.ts': `import * as z from 'zod'; export const port = z.coerce.number().parse(process.env['PORT']);`,
  'aws/src/config.ts': `export const table = process.env['TABLE'];`,
  'frontend/src/clock.ts': `export const now = () => Date.now();`,
};

let project: Project;
let code: number | null;
let reports: { filePath: string; messages: { ruleId: string | null; message: string }[] }[];

beforeAll(() => {
  project = makeProject({ ...CLEAN, ...Object.fromEntries(SEEDS.map(([path, text]) => [path, text])) });
  const { stdout, ...ended } = project.run(GATES.eslint, '--format', 'json');
  code = ended.code;
  reports = JSON.parse(stdout) as typeof reports;
}, 60_000);

afterAll(() => {
  project.remove();
});

function rulesBrokenBy(path: string): (string | null)[] {
  const report = reports.find(({ filePath }) => filePath.endsWith(join('/', path)));
  if (report === undefined) throw new Error(`ESLint did not read ${path}`);
  return report.messages.map(({ ruleId, message }) => ruleId ?? message);
}

test('the gate fails', () => {
  expect(code).toBe(1);
});

test.each(SEEDS)('%s: %s breaks %s', (path, _code, rule) => {
  expect(rulesBrokenBy(path)).toEqual([rule]);
});

test.each(Object.keys(CLEAN))('%s breaks no rule', (path) => {
  expect(rulesBrokenBy(path)).toEqual([]);
});
