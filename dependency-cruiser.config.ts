import type { IConfiguration } from 'dependency-cruiser';

/** Code that only tests run: beside the code, in `testing/` folders, the workspace `tests`, and what says how they run. */
const TEST_CODE = '(\\.test\\.tsx?|\\.test-d\\.ts)$|/testing/|^tests/|^vitest\\.config\\.ts$';

/** All of bot that a service and a model see. */
const DEFINITION = '^bot/src/definition/index\\.ts$';

/** What each part of bot stands on. The gateway calls no model: it can't reach the turn, nor the turn it. */
const FOUNDATIONS: Record<string, string> = {
  conversation: 'definition|ports',
  policy: 'definition|ports|conversation|prompt',
  gateway: 'definition|ports|conversation|policy|identity',
  turn: 'definition|ports|conversation|policy|prompt',
};

const packages = (...names: string[]) => `(^|/)node_modules/(${names.join('|')})/`;

/** The arrows of the design: what each workspace's code may import besides its own files. */
const ARROWS: Record<string, string[]> = {
  protocol: [packages('zod')],
  bot: ['^protocol/', packages('ai', '@ai-sdk/provider', 'zod'), '^(node:)?(crypto|util)$'],
  models: [DEFINITION, packages('ai', '@ai-sdk/[^/]+', 'zod')],
  'services/[^/]+': [DEFINITION, packages('zod')],
  frontend: ['^protocol/', packages('ai', '@ai-sdk/react', 'oauth4webapi', 'react', 'react-dom', 'zod')],
};

/** `/// <reference types="vite/client" />` tells the compiler of a global; it imports nothing. */
const DECLARATION = 'triple-slash-type-reference' as const;

const WORKSPACE = 'aws|benchmarks|bot|frontend|infrastructure|local|models|protocol|services/[^/]+|tests';

/** The commands of operators, beside the stack. */
const OPERATIONS = '^infrastructure/(operations|bin)/';

/** What the stack knows of what it deploys, beside its own files. */
const DEPLOYED = [
  '^infrastructure/',
  '^protocol/',
  '^aws/src/(tables|functions|metrics|data-version|bundle/)',
];

const config: IConfiguration = {
  forbidden: [
    ...Object.entries(ARROWS).map(([workspace, mayImport]) => ({
      name: `arrows-of-${workspace.split('/')[0] ?? workspace}`,
      comment: `May import its own files and: ${mayImport.join(' ')}`,
      severity: 'error' as const,
      from: { path: `^(${workspace})/src/`, pathNot: TEST_CODE },
      to: { pathNot: ['^$1/', ...mayImport], couldNotResolve: false, dependencyTypesNot: [DECLARATION] },
    })),
    ...Object.entries(FOUNDATIONS).map(([part, foundations]) => ({
      name: `foundations-of-${part}`,
      severity: 'error' as const,
      from: { path: `^bot/src/${part}/`, pathNot: TEST_CODE },
      to: { path: '^bot/src/', pathNot: `^bot/src/(${part}|${foundations})/` },
    })),
    {
      name: 'composition-roots-stand-alone',
      comment:
        'local and aws import the rest and never each other; only tests and benchmarks import them, and of aws the stack imports what it deploys. One script starts a command here or there.',
      severity: 'error',
      from: {
        path: '^([^/]+)/',
        pathNot: ['^(tests|benchmarks|infrastructure)/', '^scripts/here-or-there\\.ts$'],
      },
      to: { path: '^(local|aws)/', pathNot: '^$1/' },
    },
    {
      name: 'the-stack-deploys-aws',
      severity: 'error',
      from: { path: '^infrastructure/', pathNot: [TEST_CODE, OPERATIONS] },
      to: { path: `^(${WORKSPACE})/`, pathNot: DEPLOYED },
    },
    {
      name: 'operators-use-the-ports',
      comment:
        'What operators change on AWS they change by the commands of one machine, through the same ports.',
      severity: 'error',
      from: { path: OPERATIONS, pathNot: TEST_CODE },
      to: {
        path: `^(${WORKSPACE})/`,
        pathNot: [...DEPLOYED, '^aws/src/records\\.ts$', '^bot/src/commands/index\\.ts$', DEFINITION],
      },
    },
    {
      name: 'exports-only',
      comment:
        "Another workspace is imported by its name, so that its package.json's exports are its surface.",
      severity: 'error',
      from: { path: `^(${WORKSPACE})/` },
      to: { path: `^(${WORKSPACE})/`, pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Benchmarks run against what tests run against.',
      severity: 'error',
      from: { pathNot: [TEST_CODE, '^benchmarks/'] },
      to: { path: TEST_CODE },
    },
    {
      name: 'declared-packages-only',
      comment: "What runs is in the dependencies of the workspace's own package.json.",
      severity: 'error',
      from: { path: '/src/', pathNot: TEST_CODE },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', DECLARATION],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Types may mention each other across files; nothing that runs may.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [TEST_CODE, '/bundle/instead/', '\\.d\\.ts$', '\\.config\\.ts$', '(^|/)scripts/'],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types are arrows too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    // What is built, in whichever workspace; packages have folders of these names too, and stay.
    exclude: { path: [`^(${WORKSPACE})/(build|dist|cdk\\.out)/`, '^coverage/', '^benchmarks/peers/'] },
    doNotFollow: { path: 'node_modules' },
    skipAnalysisNotInRules: true,
  },
};

export default config;
