/** Whether the suites run at their full size; else they take a bounded sample, for `npm test`. */
const FULL = process.env['FULL'] === '1';

/** How often a property is tried. */
export const runs = (sample: number, full: number): number => (FULL ? full : sample);

/** How long a suite may take, milliseconds: at its full size on a slow machine. */
export const PATIENCE_MS = FULL ? 900_000 : 60_000;

/** Prints what a suite has tried and found, as one line of a table. */
export function report(suite: string, numbers: Readonly<Record<string, number>>): void {
  const cells = Object.entries(numbers).map(([what, count]) => `${count.toLocaleString('en')} ${what}`);
  console.log(`| ${suite.padEnd(22)} | ${cells.join(' | ')} |`);
}
