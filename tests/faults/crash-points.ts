import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@agentic-service-bot/bot/definition';
import { serviceWith } from './home.ts';
import { violationsOf, type Violation } from './invariants.ts';
import type { CrashPoint } from './port-proxy.ts';
import { modelsOf, once, Scene, type Scenario } from './scenario.ts';
import { snapshot, type Snapshot } from './snapshot.ts';
import { Stage, type Mutation } from './stage.ts';
import type { Worlds } from './worlds.ts';

/** One play of a scenario. */
export interface Played {
  /** What the first process did: the points at which it can die. */
  readonly steps: readonly string[];
  readonly snapshot: Snapshot;
  readonly violations: readonly Violation[];
}

const RINGS = 3;

/**
 * Plays a scenario to its end, its processes dying where `crashes` says: the first one, the one that takes over from it, and
 * so on. Then rings three times more, and looks at all that is there.
 */
export async function play(
  scenario: Scenario,
  open: Worlds['open'],
  crashes: readonly CrashPoint[] = [],
  mutation?: Mutation,
): Promise<Played> {
  const world = await open();
  const begun: { scene?: Scene } = {};
  const here = (): Scene => {
    if (begun.scene === undefined) throw new Error('The scene has not begun.');
    return begun.scene;
  };
  const models = modelsOf(scenario, here);
  const duringAction = once(() => scenario.duringAction?.(here()) ?? Promise.resolve());
  const service = serviceWith(duringAction);
  const stage = new Stage({ world, service, models, crashes, ...(mutation && { mutation }) });
  const scene = await Scene.begin(stage, scenario.level ?? 'enterprise');
  begun.scene = scene;
  await scenario.play(scene);
  await stage.settle();
  const settled = await snapshot(world, scene.ann.id);
  for (let ring = 0; ring < RINGS; ring++) {
    for (const conversationId of world.seen.conversations) await world.ports.inbox.ring(conversationId);
    await stage.settle();
  }
  const rung = await snapshot(world, scene.ann.id);
  return {
    steps: stage.steps,
    snapshot: rung,
    violations: [
      ...(await violationsOf(stage)),
      ...(isDeepStrictEqual(settled, rung)
        ? []
        : [{ kind: 'lost', what: 'Something was left undone until it rang again.' } as const]),
    ],
  };
}

/** Plays a scenario with crashes, and compares it with what comes about without. */
export async function playCrashing(
  scenario: Scenario,
  open: Worlds['open'],
  undisturbed: Played,
  crashes: readonly CrashPoint[],
  mutation?: Mutation,
): Promise<readonly Violation[]> {
  try {
    const played = await play(scenario, open, crashes, mutation);
    return [...played.violations, ...differences(scenario, undisturbed.snapshot, played.snapshot)];
  } catch (error) {
    return [{ kind: 'broken', what: `It threw: ${error instanceof Error ? error.message : String(error)}` }];
  }
}

/** All points at which the first process can die. */
export const crashPoints = (steps: readonly string[]): CrashPoint[] =>
  [...steps.keys()].flatMap((step) => [
    { step, moment: 'before' } as const,
    { step, moment: 'after' } as const,
  ]);

/** Effects are those of an undisturbed run, and so is what the customer reads. */
function differences(scenario: Scenario, expected: Snapshot, found: Snapshot): Violation[] {
  const { transcripts } = found;
  const isUnknown = transcripts.some(({ messages }) =>
    messages.some(({ parts }) => parts.some((part) => 'state' in part && part.state === 'unknown')),
  );
  if (scenario.mayBeUnknown === true && isUnknown) {
    if (total(found.effects) > total(expected.effects))
      return [differs('doubled', 'effects', expected, found)];
    return transcripts.every(({ status }) => status === 'waiting')
      ? []
      : [{ kind: 'lost', what: 'Nobody was told of an action that may have happened.' }];
  }
  const violations: Violation[] = [];
  if (!isDeepStrictEqual(found.effects, expected.effects)) {
    const kind = total(found.effects) > total(expected.effects) ? 'doubled' : 'lost';
    violations.push(differs(kind, 'effects', expected, found));
  }
  const sameWords = isDeepStrictEqual(found.transcripts, expected.transcripts);
  if (!sameWords && scenario.mayReadOtherwise === undefined)
    violations.push(differs('broken', 'transcripts', expected, found));
  return violations;
}

const differs = (
  kind: Violation['kind'],
  what: keyof Snapshot,
  expected: Snapshot,
  found: Snapshot,
): Violation => ({
  kind,
  what: `The ${what} differ from those without a crash:\n  ${JSON.stringify(expected[what])}\n  ${JSON.stringify(found[what])}`,
});

/** All numbers in it together: effects that come twice make it more. */
const total = (value: Json): number =>
  (JSON.stringify(value).match(/\d+/gu) ?? []).reduce((sum, digits) => sum + Number(digits), 0);
