import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATES } from '../../scripts/gates.ts';
import { makeProject, manifest } from './project.ts';
import type { Project } from './project.ts';

const FILES: Record<string, string> = {
  'bot/package.json': manifest('bot', { dependencies: { ai: '*', zod: '*' } }),
  'bot/src/index.ts': `export { used } from './used.ts';`,
  'bot/src/used.ts': `import 'zod'; export const used = 1; export const tested = 2; export const seeded = 3;`,
  'bot/src/used.test.ts': `import { test } from 'vitest'; import { tested } from './used.ts'; test('', () => tested);`,
  'bot/src/seeded.ts': `export const nobody = 1;`,
};

let project: Project;
let code: number | null;
let issues: Record<'files' | 'exports' | 'dependencies', { name: string }[]>[];

beforeAll(() => {
  project = makeProject(FILES);
  const { stdout, ...ended } = project.run(GATES.knip, '--reporter', 'json');
  code = ended.code;
  issues = (JSON.parse(stdout) as { issues: typeof issues }).issues;
}, 60_000);

afterAll(() => {
  project.remove();
});

const found = (kind: 'files' | 'exports' | 'dependencies') =>
  issues.flatMap((issue) => issue[kind].map(({ name }) => name));

test('the gate fails', () => {
  expect(code).toBe(1);
});

test('an export that nobody imports fails; one that a test imports does not', () => {
  expect(found('exports')).toEqual(['seeded']);
});

test('a file that nobody imports fails', () => {
  expect(found('files')).toEqual(['bot/src/seeded.ts']);
});

test('a dependency that nobody imports fails', () => {
  expect(found('dependencies')).toEqual(['ai']);
});
