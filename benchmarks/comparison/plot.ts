import type { Result } from './report.ts';
import { quantile } from './statistics.ts';

const [WIDTH, HEIGHT] = [860, 330];
const [PANEL_WIDTH, PANEL_HEIGHT] = [280, 240];
const TOP = 44;
/** Messages that make one point, the middle of them. */
const BUCKET = 10;
/** Told apart by people who see few colours, on white and on black. */
const COLOURS = ['#d55e00', '#2f8fd6', '#009e73', '#cc79a7', '#b58900'];
const STYLE =
  'text{font:12px system-ui,sans-serif;fill:#24292f}.axis{stroke:#8c959f;stroke-opacity:.4}' +
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}}';

interface Panel {
  readonly title: string;
  readonly left: number;
  /** One list of points for each stack. */
  readonly lines: readonly (readonly number[])[];
}

/** Draws how long a turn takes, and how much the model is sent for it, over one conversation. Returns an SVG. */
export function plot(results: readonly Result[]): string {
  const turns = results.map(({ runs }) => pointsOf(runs.map(({ turnMs }) => turnMs)));
  const characters = results.map(({ runs }) => pointsOf(runs.map((run) => run.characters)));
  const names = results.map(
    ({ name }, index) =>
      `<rect x="712" y="${70 + index * 24}" width="14" height="4" fill="${colourOf(index)}"/>` +
      `<text x="734" y="${77 + index * 24}">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    '<title>Time of a turn, and characters sent to the model, by message of one conversation</title>',
    `<style>${STYLE}</style>`,
    panel({ title: 'a turn, milliseconds', left: 56, lines: turns }),
    panel({ title: 'sent to the model, characters', left: 412, lines: characters }),
    ...names,
    '</svg>\n',
  ].join('\n');
}

/** The middle of all runs for each few messages. */
function pointsOf(runs: readonly (readonly number[])[]): number[] {
  const count = Math.floor(Math.min(...runs.map((run) => run.length)) / BUCKET);
  return Array.from({ length: count }, (_, index) =>
    quantile(
      runs.flatMap((run) => run.slice(index * BUCKET, (index + 1) * BUCKET)),
      0.5,
    ),
  );
}

/** Each step of the scale up is ten times as much. */
function panel({ title, left, lines }: Panel): string {
  const all = lines.flat();
  const lowest = Math.floor(Math.log10(Math.min(...all)));
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...all))));
  const y = (value: number) => {
    const share = (Math.log10(value) - lowest) / (highest - lowest);
    return (TOP + PANEL_HEIGHT * (1 - share)).toFixed(1);
  };
  const most = Math.max(...lines.map((line) => line.length)) * BUCKET;
  const x = (message: number) => (left + (PANEL_WIDTH * message) / most).toFixed(1);
  const ticks = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
  return [
    `<text x="${left}" y="24">${title}</text>`,
    ...ticks.map(
      (tick) =>
        `<line class="axis" x1="${left}" x2="${left + PANEL_WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/>` +
        `<text x="${left - 6}" y="${y(tick)}" text-anchor="end" dy="4">${tick >= 1_000 ? `${tick / 1_000}k` : tick}</text>`,
    ),
    ...[0, 250, 500]
      .filter((message) => message <= most)
      .map(
        (message) =>
          `<text x="${x(message)}" y="${TOP + PANEL_HEIGHT + 20}" text-anchor="middle">${message}</text>`,
      ),
    `<text x="${left + PANEL_WIDTH / 2}" y="${TOP + PANEL_HEIGHT + 38}" text-anchor="middle">message</text>`,
    ...lines.map((line, stack) => {
      const points = line.map((value, index) => `${x((index + 0.5) * BUCKET)},${y(value)}`).join(' ');
      return `<polyline fill="none" stroke-width="2" stroke="${colourOf(stack)}" points="${points}"/>`;
    }),
  ].join('\n');
}

const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? 'currentColor';
