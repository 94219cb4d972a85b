import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Code that only tests run. */
const TEST_CODE = ['**/*.test.{ts,tsx}', '**/*.test-d.ts', '**/testing/**', 'tests/**'];

/** Code to which time, ids and randomness are parameters. */
const PURE = [
  'protocol/src/**',
  'bot/src/**',
  'models/src/**',
  'services/*/src/**',
  'frontend/src/session/**',
];

/** Code that reaches nothing outside the process. */
const NO_IO = ['protocol/src/**', 'bot/src/**', 'services/*/src/**'];

/** The readers of the environment: one in each program. */
const ENVIRONMENT_READERS = [
  'local/src/config*.ts',
  'local/src/config/**',
  'local/src/main.ts',
  'aws/src/config*.ts',
  'aws/src/config/**',
  'infrastructure/bin/**',
  'frontend/vite.config.ts',
  'vitest.config.ts',
  '**/scripts/**',
  'benchmarks/**',
];

interface Restriction {
  selector: string;
  message: string;
}

const ZOD_NAMESPACE: Restriction = {
  selector: 'ImportDeclaration[source.value=/^zod/] > :matches(ImportSpecifier, ImportDefaultSpecifier)',
  message: "Write `import * as z from 'zod'`: any other form puts the whole library in a bundle.",
};

const NO_ENVIRONMENT: Restriction[] = [
  'MemberExpression[object.name="process"][property.name="env"]',
  'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
  'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]',
].map((selector) => ({
  selector,
  message: "The environment is read in one place, the program's config; take the setting as a parameter.",
}));

const NO_AMBIENT_VALUES: Restriction[] = [
  ['MemberExpression[object.name="Date"][property.name="now"]', 'the time'],
  ['MemberExpression[object.name="performance"][property.name="now"]', 'the time'],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'the time'],
  ['CallExpression[callee.name="Date"]', 'the time'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'the random number'],
  ['MemberExpression[property.name=/^(randomUUID|getRandomValues|randomBytes|randomInt)$/]', 'the id'],
  ['ImportSpecifier[imported.name=/^(randomUUID|getRandomValues|randomBytes|randomInt)$/]', 'the id'],
].map(([selector = '', value = '']) => ({
  selector,
  message: `Take ${value} as a parameter: only a composition root asks the machine for it.`,
}));

const IO_GLOBALS = [
  'fetch',
  'WebSocket',
  'XMLHttpRequest',
  'window',
  'document',
  'localStorage',
  'navigator',
];

export default defineConfig(
  // The peers' packages are not installed here: `npm run bench:peers` installs and type-checks them.
  globalIgnores(['**/build/', '**/dist/', '**/coverage/', '**/cdk.out*/', 'benchmarks/peers/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    // One program for a run: the project service, made for editors, took a third more time.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ZOD_NAMESPACE, ...NO_ENVIRONMENT],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // A `default` says that the rest is meant; without one every member has its case.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],

      // There are no enums (`erasableSyntaxOnly`), and looking for them is a quarter of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A port's method is async because the port is, whether or not this adapter has something to wait for.
      '@typescript-eslint/require-await': 'off',
      // `return stop()` in a function that returns nothing is plain.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Numbers read the same in a template as anywhere.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `while (true)` around an await says what it does.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // `{ key: _, ...rest }` takes a key out; `_name` is there for its place.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['frontend/src/**'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // React takes an async event handler; what it rejects with is the handler's own to catch.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    ignores: [...TEST_CODE, '**/scripts/**', '*.config.ts'],
    // One concept a file.
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: PURE,
    ignores: TEST_CODE,
    rules: { 'no-restricted-syntax': ['error', ZOD_NAMESPACE, ...NO_ENVIRONMENT, ...NO_AMBIENT_VALUES] },
  },
  {
    files: NO_IO,
    ignores: TEST_CODE,
    rules: { 'no-console': 'error', 'no-restricted-globals': ['error', ...IO_GLOBALS] },
  },
  {
    files: [...ENVIRONMENT_READERS, ...TEST_CODE],
    rules: { 'no-restricted-syntax': ['error', ZOD_NAMESPACE] },
  },
  {
    files: TEST_CODE,
    rules: {
      // `expect(port.append).toHaveBeenCalled()` names a method, it does not call it.
      '@typescript-eslint/unbound-method': 'off',
      // Vitest's `expect.any(String)` and its like are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
