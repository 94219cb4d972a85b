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
  /**
   * Whether the function has made its next call only when it had the answer to this one: to have died after this one is then
   * to have died before that one, for everybody else.
   */
  readonly isSameAsNext: boolean;
}

export interface CloudPlay {
  readonly points: readonly CloudCrashPoint[];
  readonly outcome: Outcome;
  readonly violations: readonly string[];
  /** Whether the point came up, and the function died. */
  readonly died: boolean;
}

/** What came of a play in which a function was to die. */
export interface Verdict {
  /** Whether the point came up. */
  readonly died: boolean;
  readonly faults: readonly string[];
}

type Interrupt = Cloud['interrupt'];

/** A call that was counted. */
interface Counted extends Omit<CloudCrashPoint, 'moment' | 'isSameAsNext'> {
  /** The event that the function ran; undefined if the platform has made the call in its name. */
  readonly requestId: string | undefined;
  /** Whether another call of the function waited for its answer. */
  readonly isAtOnce: boolean;
}

/** Counts the calls of functions, and has one die at one of them. */
export class CrashPoints {
  died = false;
  /** What the function that died had called last, with effect. */
  lastDone: string | undefined;
  readonly #cloud: Cloud;
  readonly #functions: RegExp;
  readonly #crash: CloudCrashPoint | undefined;
  readonly #counted: Counted[] = [];

  /** @param functions those whose calls count, by name. */
  constructor(cloud: Cloud, functions: RegExp, crash?: CloudCrashPoint) {
    this.#cloud = cloud;
    this.#functions = functions;
    this.#crash = crash;
  }

  /** Counts a call; says whether its function dies there. */
  at(...[caller, { operation }]: Parameters<Interrupt>): Moment | undefined {
    const { functionName, environment } = caller;
    if (!this.#functions.test(functionName)) return undefined;
    // Of the platform's own calls one can fail: the message is then delivered again.
    const isPlatform = environment === PLATFORM;
    if (isPlatform && operation !== 'DeleteMessage') return undefined;
    const call = this.#of(functionName).length;
    const requestId = this.#cloud.functions.get(functionName)?.requestOf(environment);
    const isAtOnce = this.#cloud.callsOf(caller) > 1;
    this.#counted.push({ functionName, call, operation, requestId, isAtOnce });
    const crash = this.#crash;
    if (this.died || functionName !== crash?.functionName || call !== crash.call) return undefined;
    this.lastDone = crash.moment === 'after' ? operation : this.#of(functionName).at(-2)?.operation;
    this.died = true;
    return crash.moment;
  }

  /** All that came up so far. */
  get all(): readonly CloudCrashPoint[] {
    return this.#counted.flatMap(({ requestId, isAtOnce, ...point }): CloudCrashPoint[] => {
      const before = { ...point, moment: 'before', isSameAsNext: false } as const;
      if (requestId === undefined) return [before];
      const next = this.#of(point.functionName).find(
        (each) => each.call > point.call && each.requestId === requestId,
      );
      const isSameAsNext = next !== undefined && !next.isAtOnce && !isAtOnce;
      return [before, { ...point, moment: 'after', isSameAsNext }];
    });
  }

  #of(functionName: string): readonly Counted[] {
    return this.#counted.filter((each) => each.functionName === functionName);
  }
}

/** Functions that a scenario sets in motion; the others have their own times. */
const OF_A_SCENARIO = /-(receive|work|run-routine|disconnect)$/;
const GIVES_UP = /-close-turn$/;

/**
 * Plays a scenario for a customer of its own, a function dying where `crash` says. The clock moves on by hours: what is set
 * for a time of the day would happen in one play and not in another, so the cloud's schedules should be held.
 */
export async function playInCloud(
  cloud: Cloud,
  scenario: CloudScenario,
  crash?: CloudCrashPoint,
): Promise<CloudPlay> {
  const points = new CrashPoints(cloud, scenario.deadly === undefined ? OF_A_SCENARIO : GIVES_UP, crash);
  const town = await Town.open(cloud);
  let isDead = false;
  cloud.interrupt = async (caller, call) => {
    const isWorker = caller.functionName.endsWith('-work') && caller.environment !== PLATFORM;
    if (isWorker && isDead) return 'fails';
    if (isWorker && scenario.deadly === call.operation) {
      isDead = true;
      return 'before';
    }
    const dies = points.at(caller, call);
    if (isWorker && call.operation === 'TransactWriteItems' && dies !== 'before') await town.acts();
    return dies;
  };
  try {
    await scenario.play(town);
    await town.settle();
    const violations = (await town.violations()).map(({ kind, what }) => `${kind}: ${what}`);
    const outcome = await town.outcome();
    // Whoever leaves has a function called, too.
    await town.close();
    return { points: points.all, outcome, violations, died: points.died };
  } finally {
    await town.close();
    cloud.interrupt = () => undefined;
  }
}

/** What is wrong with a play in which a function died, compared with one in which none did. */
export async function crashInCloud(
  cloud: Cloud,
  scenario: CloudScenario,
  undisturbed: CloudPlay,
  crash: CloudCrashPoint,
): Promise<Verdict> {
  try {
    const { outcome, violations, died } = await playInCloud(cloud, scenario, crash);
    const compared =
      scenario.mayReadOtherwise === undefined ? (['effects', 'messages'] as const) : (['effects'] as const);
    const differences = compared.flatMap((what) =>
      isDeepStrictEqual(outcome[what], undisturbed.outcome[what])
        ? []
        : [
            `The ${what} differ:\n  ${JSON.stringify(undisturbed.outcome[what])}\n  ${JSON.stringify(outcome[what])}`,
          ],
    );
    return { died, faults: [...violations, ...differences] };
  } catch (error) {
    return { died: true, faults: [`It threw: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** A crash point in words. */
export const inWords = ({ functionName, call, operation, moment }: CloudCrashPoint): string =>
  `${functionName} ${moment} ${operation} (call ${call + 1})`;
