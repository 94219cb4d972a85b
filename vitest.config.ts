import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { ONE_MACHINE_ONLY } from './tests/e2e/one-machine.ts';

/** Lowest share of branches, in percent, that the tests of a workspace run through. */
const BRANCH_FLOORS = {
  protocol: 95,
  bot: 95,
  models: 85,
  services: 85,
  local: 85,
  aws: 85,
  frontend: 85,
  infrastructure: 85,
};

const DOM_TESTS = ['frontend/**/*.test.tsx'];
const BROWSER_TESTS = ['tests/e2e/**/*.test.ts'];
const NO_TESTS = ['**/node_modules/**', '**/build/**'];

/** `TARGET=cloud`: the suites run against a simulated AWS instead of one machine. */
const isCloud = process.env['TARGET'] === 'cloud';
/** What most tests take is some milliseconds; a busy machine is not what a test is to fail on. */
const PATIENCE_MS = 30_000;
/** A browser, a server and a build on a slow machine; the simulation is many programs instead of the server. */
const BROWSER_PATIENCE_MS = isCloud ? 240_000 : 60_000;
const NO_BROWSER_TESTS = isCloud ? [...ONE_MACHINE_ONLY.keys()].map((name) => `tests/e2e/${name}`) : [];

/** Where `.ci/run` wants a report of every run of Vitest, to count its tests. */
const reports = process.env['TEST_REPORTS'];
const jsonReporters: ['json', { outputFile: string }][] =
  reports === undefined ? [] : [['json', { outputFile: join(reports, `${process.pid}.json`) }]];

/** The suites of faults at their full size end with a table of what they tried. */
const tableReporters = process.env['FULL'] === '1' ? ['./tests/faults/table.ts'] : [];

export default defineConfig({
  test: {
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    reporters: ['default', ...tableReporters, ...jsonReporters],
    // Whoever deploys has a profile, and the SDK takes it before the keys that a test gives it.
    env: { AWS_PROFILE: '' },
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['**/*.test.ts'], exclude: [...NO_TESTS, ...BROWSER_TESTS] },
      },
      {
        extends: true,
        test: { name: 'dom', include: DOM_TESTS, exclude: NO_TESTS, environment: 'happy-dom' },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER_TESTS,
          exclude: [...NO_TESTS, ...NO_BROWSER_TESTS],
          testTimeout: BROWSER_PATIENCE_MS,
          hookTimeout: BROWSER_PATIENCE_MS,
          fileParallelism: false,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: [
        ...Object.keys(BRANCH_FLOORS).map((workspace) => `${workspace}/**/src/**/*.{ts,tsx}`),
        'infrastructure/operations/*.ts',
      ],
      exclude: ['**/*.test.{ts,tsx}', '**/*.d.ts', '**/*.test-d.ts', '**/testing/**'],
      reporter: [['text', { skipFull: true }], 'html'],
      thresholds: Object.fromEntries(
        Object.entries(BRANCH_FLOORS).map(([workspace, branches]) => [`${workspace}/**`, { branches }]),
      ),
    },
  },
});
