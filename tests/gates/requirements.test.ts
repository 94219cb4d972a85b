import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { exists, read } from '../docs/pages.ts';

const PAGE = 'docs/requirements.md';
const STATES = ['done', 'partly', 'not yet'] as const;
const NO_PROOF = '–';

interface Row {
  /** The document that requires it. */
  readonly document: string;
  readonly where: string;
  readonly proof: string;
  readonly state: string;
}

/** A test that proves a row: where it is, and its title or, before “ …”, the beginning of it. */
interface Proof {
  readonly file: string;
  readonly title: string;
}

const page = read(PAGE);
const [summary = '', ...documents] = page.split(/^## /mu);
const rows = documents.flatMap(rowsOf);
const files = new Map(
  Array.from(page.matchAll(/^\[(?<suite>[^\]]+)\]: (?<target>\S+)$/gmu), ({ groups }) => [
    groups?.['suite'],
    join(dirname(PAGE), groups?.['target'] ?? ''),
  ]),
);
const proofs = rows.flatMap(({ proof }) => proof.split('<br>')).flatMap(proofOf);

function rowsOf(text: string): Row[] {
  const [document = '', ...lines] = text.split('\n');
  return lines
    .filter((line) => line.startsWith('| ') && !/^\| (?:requirement|---) /u.test(line))
    .map((line) => {
      const [, where = '', proof = '', state = ''] = line.slice(2, -2).split(/(?<!\\) \| /u);
      return { document, where, proof, state };
    });
}

function proofOf(text: string): Proof[] {
  const groups = /^\[(?<suite>[^\]]+)\] › (?<title>.+)$/u.exec(text)?.groups;
  if (groups === undefined) return [];
  const { suite = '', title = '' } = groups;
  return [{ file: files.get(suite) ?? `[${suite}], which has no file`, title }];
}

/** Whether a file has a test, or a group of tests, of that title. */
function has({ file, title }: Proof): boolean {
  const code = exists(file) ? read(file) : '';
  const [beginning = ''] = title.split(' …');
  const end = (quote: string) => (title.endsWith(' …') ? '' : quote);
  return ["'", '"', '`'].some((quote) => code.includes(`${quote}${beginning}${end(quote)}`));
}

test('every file that is named is there', () => {
  const named = rows.flatMap(({ where }) =>
    Array.from(where.matchAll(/`(?<path>[^`]+)`/gu), ({ groups }) => groups?.['path'] ?? ''),
  );
  expect(named).not.toEqual([]);
  expect([...named, ...files.values()].filter((path) => !exists(path))).toEqual([]);
});

test('every test that is named is there', () => {
  expect(proofs).not.toEqual([]);
  expect(proofs.filter((proof) => !has(proof))).toEqual([]);
});

test('every row has a state, and what is done has a proof', () => {
  const wrong = rows.filter(
    ({ proof, state }) =>
      !/^(?:done|partly: .+|not yet)$/u.test(state) || (state === 'done' && proof === NO_PROOF),
  );
  expect(wrong).toEqual([]);
});

test('the numbers at the top are right', () => {
  const count = (of: readonly Row[]): string =>
    STATES.map((state) => of.filter((row) => row.state.startsWith(state)).length).join(' | ');
  for (const document of new Set(rows.map((row) => row.document))) {
    expect(summary).toContain(`[${document}]`);
    const line = summary.split('\n').find((text) => text.includes(`[${document}]`));
    expect(line).toContain(`| ${count(rows.filter((row) => row.document === document))} |`);
  }
  expect(summary.replaceAll('**', '')).toContain(`| all | ${count(rows)} |`);
});
