import { describe, expect, test } from 'vitest';
import { exists, linked, pages, read } from './pages.ts';

/** Pages whose commands people are to type. */
const INSTRUCTIONS = ['README.md', 'CONTRIBUTING.md'];
/** Code on a page, and the file that it must be word for word. */
const EXAMPLES = [
  ['README.md', 'services/bookshop/src/index.ts'],
  ['docs/embedding.md', 'tests/support/sign-token.ts'],
] as const;

/** A setting's name where the code that reads the environment has it. */
const SETTING_NAMES = [
  ['local/src/config/settings.ts', /^ {2}(?<name>[A-Z][A-Z_]+): \{/gmu],
  ['models/src/providers/parse-choices.ts', /'(?<name>[A-Z]+(?:_[A-Z]+)*)'/gu],
  ['models/src/select-models.ts', /'(?<name>[A-Z]+(?:_[A-Z]+)*)'/gu],
] as const;

/** Settings that are read elsewhere. */
const ELSEWHERE = [
  ['local/src/chat.ts', 'CHAT_TOKEN'],
  ['frontend/vite.config.ts', 'REACT_APP_ENV'],
  ['tests/support/browser.ts', 'CHROMIUM_PATH'],
] as const;

const settingsIn = (path: string, pattern: RegExp): string[] =>
  Array.from(read(path).matchAll(pattern), ({ groups }) => groups?.['name'] ?? '');

test.each(EXAMPLES)('the code on %s is the one that runs: %s', (page, file) => {
  const [, code] = read(page).split(`<!-- ${file} -->\n\n\`\`\`ts\n`);
  expect(code?.split('```\n', 1)[0]).toBe(read(file));
});

test('the service of one’s own on the README is one of forty lines', () => {
  expect(read('services/bookshop/src/index.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
});

test.each(INSTRUCTIONS)('every command of %s is there', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = read(page).matchAll(/npm (?:run (?:-s )?(?<script>[\w:-]+)|(?<short>start|test)\b)/gu);
  const names = Array.from(named, ({ groups }) => groups?.['script'] ?? groups?.['short'] ?? '');
  expect(names).not.toEqual([]);
  expect(names.filter((name) => !(name in scripts))).toEqual([]);
});

test.each(pages())('every link of %s leads somewhere', (page) => {
  expect(linked(page).filter((path) => !exists(path))).toEqual([]);
});

describe('the table of settings', () => {
  test.each(SETTING_NAMES)('has all of %s', (path, pattern) => {
    const names = settingsIn(path, pattern);
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !rows.some((row) => row.includes(`\`${name}\``)))).toEqual([]);
  });

  test('has none that nobody reads', () => {
    const known = new Set<string>(SETTING_NAMES.flatMap(([path, pattern]) => settingsIn(path, pattern)));
    for (const [path, name] of ELSEWHERE) if (read(path).includes(`'${name}'`)) known.add(name);
    const named = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((row) =>
        Array.from((row.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z_]+)`/gu), ([, name]) => name),
      );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });
});
