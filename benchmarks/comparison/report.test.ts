import { expect, test } from 'vitest';
import { plot } from './plot.ts';
import { killedTable, turnTable, weightTable, type Result } from './report.ts';

/** A run whose n-th turn took n × `factor` ms, with n characters. */
const run = (factor: number): Result['runs'][number] => {
  const messages = Array.from({ length: 510 }, (_, index) => index + 1);
  return {
    readyMs: 400,
    turnMs: messages.map((message) => message * factor),
    characters: messages,
    memory: 150_000_000,
    stored: 1_000_000 * factor,
  };
};
const death = { effects: 2, said: undefined, isPersonCalled: false, effectsAskedAgain: 3, goesOn: false };
const result: Result = {
  name: 'stack',
  installed: { packages: 12, bytes: 34_000_000 },
  runs: [run(1), run(3), run(2)],
  killed: [{ killed: death }, { action: 'careful', killed: { ...death, said: 'Hm.', isPersonCalled: true } }],
};
const lastLine = (table: string): string | undefined => table.split('\n').at(-1);

test('the table of turns has the middle run, and from where to where the runs were', () => {
  expect(lastLine(turnTable([result]))).toBe(
    '| stack | 20.0 (10.0–30.0) | 38.0 (19.0–57.0) | 10 | 1000.0 (500.0–1500.0) | 1018.0 (509.0–1527.0) | 500 |',
  );
});

test('the table of weights leaves out a spread that does not show', () => {
  expect(lastLine(weightTable([result]))).toBe('| stack | 400 | 150 | 2.0 (1.0–3.0) | 34 | 12 |');
});

test('the table of deaths has a line for each kind of action', () => {
  expect(killedTable([result]).split('\n').slice(2)).toEqual([
    '| stack | 2 | no: must ask again | 3 | no |',
    '| stack, careful | 2 | “Hm.” A person is called. | 3 | no |',
  ]);
});

test('the plot draws each stack twice, and has its name', () => {
  const svg = plot([result, { ...result, name: 'other' }]);
  expect(svg.match(/<polyline/gu)).toHaveLength(4);
  expect(svg).toContain('>other</text>');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/u);
});
