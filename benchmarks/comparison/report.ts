import type { Installed } from './installed.ts';
import type { Killed } from './killed.ts';
import type { Measured } from './measure.ts';
import { around, quantile } from './statistics.ts';

/** All that was measured of one stack. */
export interface Result {
  readonly name: string;
  readonly installed: Installed;
  readonly runs: readonly Measured[];
  /** With the kind of action, where a stack knows kinds of them. */
  readonly killed: readonly { readonly action?: string; readonly killed: Killed }[];
}

/** The messages that are compared: is the last one answered as fast as the first, and from as much? */
const COMPARED = [10, 500];
const MEGABYTE = 1_000_000;

export const turnTable = (results: readonly Result[]): string =>
  table(
    ['', ...COMPARED.flatMap((at) => [`${at}: p50, ms`, `${at}: p95, ms`, `${at}: characters`])],
    results.map(({ name, runs }) => [
      name,
      ...COMPARED.flatMap((at) => [
        middle(runs, ({ turnMs }) => quantile(around(turnMs, at), 0.5), 1),
        middle(runs, ({ turnMs }) => quantile(around(turnMs, at), 0.95), 1),
        middle(runs, ({ characters }) => characters[at - 1] ?? Number.NaN, 0),
      ]),
    ]),
  );

export const weightTable = (results: readonly Result[]): string =>
  table(
    ['', 'ready, ms', 'memory, MB', 'stored, MB', 'installed, MB', 'packages'],
    results.map(({ name, runs, installed: { bytes, packages } }) => [
      name,
      middle(runs, ({ readyMs }) => readyMs, 0),
      middle(runs, ({ memory }) => memory / MEGABYTE, 0),
      middle(runs, ({ stored }) => stored / MEGABYTE, 1),
      (bytes / MEGABYTE).toFixed(0),
      String(packages),
    ]),
  );

export const killedTable = (results: readonly Result[]): string =>
  table(
    ['', 'effects', 'the customer is answered', 'effects in the end', 'the conversation goes on'],
    results.flatMap(({ name, killed }) =>
      killed.map(({ action, killed: { effects, said, isPersonCalled, effectsAskedAgain, goesOn } }) => [
        action === undefined ? name : `${name}, ${action}`,
        String(effects),
        said === undefined
          ? 'no: must ask again'
          : `“${said}”${isPersonCalled ? ' A person is called.' : ''}`,
        String(effectsAskedAgain),
        goesOn ? 'yes' : 'no',
      ]),
    ),
  );

/** The middle of the runs, and from where to where they were if that shows. */
function middle(runs: readonly Measured[], of: (run: Measured) => number, digits: number): string {
  const values = runs.map(of);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
  const value = quantile(values, 0.5).toFixed(digits);
  return least === most ? value : `${value} (${least}–${most})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
