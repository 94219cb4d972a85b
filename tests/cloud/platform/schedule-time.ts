import { Cron } from 'croner';

/**
 * When EventBridge Scheduler fires next after a time, or undefined if never: `at(…)`, `rate(…)` and `cron(…)`, as the
 * service's guide has them.
 *
 * @param since when a rate began to count
 */
export function nextFiring(expression: string, timeZone: string, since: Date, after: Date): Date | undefined {
  const [, kind = '', given = ''] = /^(at|rate|cron)\((.+)\)$/.exec(expression) ?? [];
  switch (kind) {
    case 'at':
      // Croner reads a local time, and gives it once.
      return new Cron(given, { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;
    case 'rate': {
      const period = rate(given);
      const passed = Math.floor((after.getTime() - since.getTime()) / period) + 1;
      return new Date(since.getTime() + passed * period);
    }
    case 'cron':
      return new Cron(pattern(given), { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;
    default:
      throw new Error(`${expression} is no schedule expression.`);
  }
}

const UNIT_MS = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
]);

function rate(text: string): number {
  const [count, unit = ''] = text.split(' ');
  const ms = UNIT_MS.get(unit.replace(/s$/, ''));
  if (ms === undefined) throw new Error(`rate(${text}) is no schedule expression.`);
  return Number(count) * ms;
}

/** AWS counts Sunday as 1, Croner as 0; AWS has `?` for what is not asked. */
function pattern(text: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = '*', ...more] = text.split(' ');
  if (weekday === '' || more.length > 0) throw new Error(`cron(${text}) is no schedule expression.`);
  const weekdays = weekday.replace(/\d/g, (digit) => String(Number(digit) - 1));
  return `0 ${[minute, hour, day, month, weekdays, year].join(' ').replaceAll('?', '*')}`;
}
