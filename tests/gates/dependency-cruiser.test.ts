import { afterAll, beforeAll, expect, test } from 'vitest';
import { GATES } from '../../scripts/gates.ts';
import { makeProject, manifest } from './project.ts';
import type { Project } from './project.ts';

const SCOPE = '@agentic-service-bot';

/** Every arrow that the design allows. */
const CLEAN: Record<string, string> = {
  'protocol/package.json': manifest('protocol', { dependencies: { zod: '*' } }),
  'protocol/src/index.ts': `import * as z from 'zod'; export const frame = z.string();`,
  'protocol/src/index.test.ts': `import { test } from 'vitest'; import { frame } from './index.ts'; test('', () => frame);`,
  'bot/package.json': manifest('bot', {
    exports: { '.': './src/index.ts', './definition': './src/definition/index.ts' },
    dependencies: { ai: '*', zod: '*' },
  }),
  'bot/src/index.ts':
    `import { createHash } from 'node:crypto'; import { streamText } from 'ai'; ` +
    `import { frame } from '${SCOPE}/protocol'; export const bot = [createHash, streamText, frame];`,
  'bot/src/definition/index.ts': `import type { Level } from './level.ts'; export type { Level };`,
  'bot/src/definition/level.ts': `import type * as all from './index.ts'; export interface Level { all: typeof all }`,
  'bot/src/conversation/log.ts': `import type { Level } from '../definition/index.ts'; export const log = (level: Level) => level;`,
  'bot/src/gateway/answer.ts': `import { log } from '../conversation/log.ts'; export { log };`,
  'bot/src/turn/model.ts': `import { log } from '../conversation/log.ts'; export { log };`,
  'bot/src/index.test.ts': `import './index.ts'; import './gateway/answer.ts'; import './turn/model.ts';`,
  'models/package.json': manifest('models', { dependencies: { ai: '*' } }),
  'models/src/index.ts': `import 'ai'; import type { Level } from '${SCOPE}/bot/definition'; export type { Level };`,
  'services/shop/package.json': manifest('shop', { dependencies: { zod: '*' } }),
  'services/shop/src/index.ts': `import 'zod'; import type { Level } from '${SCOPE}/bot/definition'; export type { Level };`,
  'local/package.json': manifest('local', {}),
  'local/src/index.ts': `import 'node:http'; import { bot } from '${SCOPE}/bot'; import '${SCOPE}/shop'; export { bot };`,
  'aws/package.json': manifest('aws', {
    exports: { '.': './src/index.ts', './records': './src/records.ts' },
  }),
  'aws/src/records.ts': `import { bot } from '${SCOPE}/bot'; export { bot };`,
  'aws/src/index.ts': `import { bot } from '${SCOPE}/bot'; export { bot };`,
  'frontend/package.json': manifest('frontend', { dependencies: { react: '*', ai: '*' } }),
  'frontend/src/index.ts': `import 'react'; import 'ai'; import '${SCOPE}/protocol';`,
  'infrastructure/package.json': manifest('infrastructure', {}),
  'infrastructure/src/index.ts': `import '${SCOPE}/protocol';`,
  'infrastructure/operations/index.ts': `import '${SCOPE}/aws/records'; import type { Level } from '${SCOPE}/bot/definition'; export type { Level };`,
  'tests/package.json': manifest('tests', {}),
  'tests/run.test.ts': `import '${SCOPE}/local'; import '${SCOPE}/aws';`,
};

/** One arrow against the design each: the file, its import, the rule. */
const SEEDS: [path: string, code: string, rule: string][] = [
  ['protocol/src/a.ts', `import '${SCOPE}/bot';`, 'arrows-of-protocol'],
  ['protocol/src/b.ts', `import 'ai';`, 'arrows-of-protocol'],
  ['bot/src/a.ts', `import 'node:fs';`, 'arrows-of-bot'],
  ['bot/src/b.ts', `import type { Level } from '${SCOPE}/shop'; export type { Level };`, 'arrows-of-bot'],
  ['bot/src/c.ts', `import '${SCOPE}/local';`, 'composition-roots-stand-alone'],
  ['bot/src/gateway/a.ts', `import '../turn/model.ts';`, 'foundations-of-gateway'],
  ['bot/src/turn/a.ts', `import '../gateway/answer.ts';`, 'foundations-of-turn'],
  ['bot/src/conversation/a.ts', `import '../turn/model.ts';`, 'foundations-of-conversation'],
  ['models/src/a.ts', `import '${SCOPE}/bot';`, 'arrows-of-models'],
  ['models/src/b.ts', `export * from '${SCOPE}/protocol';`, 'arrows-of-models'],
  ['services/shop/src/a.ts', `import '${SCOPE}/bot';`, 'arrows-of-services'],
  ['services/shop/src/b.ts', `await import('node:fs');`, 'arrows-of-services'],
  ['frontend/src/a.ts', `import '${SCOPE}/bot/definition';`, 'arrows-of-frontend'],
  ['local/src/a.ts', `import '${SCOPE}/aws';`, 'composition-roots-stand-alone'],
  ['aws/src/a.ts', `import '${SCOPE}/local';`, 'composition-roots-stand-alone'],
  ['infrastructure/src/a.ts', `import '${SCOPE}/aws';`, 'the-stack-deploys-aws'],
  ['infrastructure/src/b.ts', `import '${SCOPE}/bot';`, 'the-stack-deploys-aws'],
  ['infrastructure/src/c.ts', `import '${SCOPE}/aws/records';`, 'the-stack-deploys-aws'],
  ['infrastructure/operations/a.ts', `import '${SCOPE}/aws';`, 'operators-use-the-ports'],
  ['local/src/b.ts', `import '../../bot/src/index.ts';`, 'exports-only'],
  ['services/shop/src/c.ts', `import '../../../bot/src/definition/index.ts';`, 'exports-only'],
  ['local/src/c.ts', `import '${SCOPE}/bot/src/definition/level.ts';`, 'resolvable'],
  ['bot/src/d.ts', `import './index.test.ts';`, 'no-test-code-in-the-product'],
  ['local/src/d.ts', `import 'fast-check';`, 'declared-packages-only'],
  ['bot/src/e.ts', `import './half.ts';`, 'no-cycles'],
  ['bot/src/f.ts', `export const f = 1;`, 'no-orphans'],
];

const OTHER_HALF_OF_THE_CYCLE = { 'bot/src/half.ts': `import './e.ts';` };

let project: Project;
let code: number | null;
let broken: { rule: string | undefined; path: string | undefined }[];

beforeAll(() => {
  const seeds = Object.fromEntries(SEEDS.map(([path, text]) => [path, text]));
  project = makeProject({ ...CLEAN, ...OTHER_HALF_OF_THE_CYCLE, ...seeds });
  const { stdout, ...ended } = project.run(GATES.boundaries);
  code = ended.code;
  broken = Array.from(stdout.matchAll(/error (\S+): (\S+)/gu), ([, rule, path]) => ({ rule, path }));
}, 60_000);

afterAll(() => {
  project.remove();
});

const rulesBrokenBy = (file: string) => broken.filter(({ path }) => path === file).map(({ rule }) => rule);

test('the gate fails', () => {
  expect(code).toBeGreaterThan(0);
});

test.each(SEEDS)('%s: %s breaks %s', (path, _code, rule) => {
  expect(rulesBrokenBy(path)).toContain(rule);
});

test.each(Object.keys(CLEAN).filter((path) => !path.endsWith('.json')))('%s breaks no rule', (path) => {
  expect(rulesBrokenBy(path)).toEqual([]);
});
