import { isDeepStrictEqual } from 'node:util';
import { PLATFORM, type Cloud, type Moment } from '../cloud.ts';
import type { CloudScenario } from './scenarios.ts';
import { Town, type Outcome } from './town.ts';

/** A call at which a function dies: the n-th of that function in the play. */
export interface CloudCrashPoint {
  readonly functionName: string;
  readonly call: number;
  /** What is called there in an undisturbed play. */
  readonly operation: string;
  readonly moment: Moment;
}

export interface CloudPlay {
  readonly points: readonly CloudCrashPoint[];
  readonly outcome: Outcome;
  readonly violations: readonly string[];
  /** Whether the point came up, and the function died. */
  readonly died: boolean;
}

/** Functions that a scenario sets in motion; the others have their own times. */
const OF_A_SCENARIO = /-(authorize|connect|disconnect|receive|work|close-turn|run-routine)$/;

/** Plays a scenario for a customer of its own, a function dying where `crash` says. */
export async function playInCloud(
  cloud: Cloud,
  scenario: CloudScenario,
  crash?: CloudCrashPoint,
): Promise<CloudPlay> {
  const counts = new Map<string, number>();
  const points: CloudCrashPoint[] = [];
  let died = false;
  cloud.interrupt = ({ functionName, environment }, { operation }) => {
    if (!OF_A_SCENARIO.test(functionName)) return undefined;
    // Of the platform's own calls one can fail: the message is then delivered again.
    const isPlatform = environment === PLATFORM;
    if (isPlatform && operation !== 'DeleteMessage') return undefined;
    const call = counts.get(functionName) ?? 0;
    counts.set(functionName, call + 1);
    const at = { functionName, call, operation };
    points.push({ ...at, moment: 'before' });
    if (!isPlatform) points.push({ ...at, moment: 'after' });
    if (died || functionName !== crash?.functionName || call !== crash.call) return undefined;
    died = true;
    return crash.moment;
  };
  const town = await Town.open(cloud);
  try {
    await scenario.play(town);
    await town.settle();
    const violations = (await town.violations()).map(({ kind, what }) => `${kind}: ${what}`);
    return { points, outcome: await town.outcome(), violations, died };
  } finally {
    town.close();
    await town.settle();
    cloud.interrupt = () => undefined;
  }
}

/** What is wrong with a play in which a function died, compared with one in which none did. */
export async function crashInCloud(
  cloud: Cloud,
  scenario: CloudScenario,
  undisturbed: CloudPlay,
  crash: CloudCrashPoint,
): Promise<readonly string[]> {
  try {
    const { outcome, violations } = await playInCloud(cloud, scenario, crash);
    const compared =
      scenario.mayReadOtherwise === undefined ? (['effects', 'messages'] as const) : (['effects'] as const);
    const differences = compared.flatMap((what) =>
      isDeepStrictEqual(outcome[what], undisturbed.outcome[what])
        ? []
        : [
            `The ${what} differ:\n  ${JSON.stringify(undisturbed.outcome[what])}\n  ${JSON.stringify(outcome[what])}`,
          ],
    );
    return [...violations, ...differences];
  } catch (error) {
    return [`It threw: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** A crash point in words. */
export const inWords = ({ functionName, call, operation, moment }: CloudCrashPoint): string =>
  `${functionName} ${moment} ${operation} (call ${call + 1})`;
