import type { Json, Nameable } from '@agentic-service-bot/bot/definition';
import type { ActionGrammar, Frame } from '../grammar/grammar.ts';
import { draftOf } from '../parse/complete.ts';
import { idsIn, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import type { World } from '../slots/world.ts';
import type { Plan } from './plan.ts';
import type { PastCall, Turn } from './transcript.ts';

/** What the conversation so far means for what comes next. Worked out anew from the messages each time. */
export interface Memory {
  /** Requests that wait for an answer; the first was asked about. */
  readonly open: readonly Draft[];
  readonly offer: Draft | undefined;
  /** What was spoken of last. */
  readonly focus: readonly Nameable[];
  /** The last request that was made. */
  readonly last: Draft | undefined;
  /** How many messages in a row were not understood. */
  readonly lost: number;
}

export const nothing: Memory = { open: [], offer: undefined, focus: [], last: undefined, lost: 0 };

/** The action of any service by which a person takes over. */
export const HUMAN = 'request_human';

/** How operators' words are marked in a prompt. */
const BY_PERSON = /^\(A person of customer service wrote:\)/u;

/** What to remember after a turn that was planned so. */
export function remember(before: Memory, turn: Turn, plan: Plan, scene: Scene): Memory {
  const ours = !BY_PERSON.test(turn.said);
  const asked = ours && turn.said.includes('?');
  const requests = turn.calls.map((call) => requestOf(call, scene)).filter((draft) => draft !== undefined);
  const spoken = [...requests, ...plan.open];
  const named = objectsOf(spoken, scene.world);
  const focus = named.length > 0 ? named : spoken.length > 0 ? resultOf(turn, scene.world) : plan.mentioned;
  return {
    open: asked ? [...plan.open, ...questionsIn(turn, scene)] : [],
    offer: asked ? (plan.offer ?? offerAfter(turn.calls, scene)) : undefined,
    focus: focus.length > 0 ? focus : before.focus,
    last: requests.at(-1) ?? before.last,
    lost: plan.lost ? before.lost + 1 : 0,
  };
}

/** The one object that the results of a turn tell of, such as one that was just made. */
function resultOf({ calls }: Turn, { things }: World): Nameable[] {
  const results = calls
    .map(({ outcome }) => (outcome?.status === 'done' ? JSON.stringify(outcome.result) : ''))
    .join();
  const told = things.map(({ object }) => object).filter(({ id }) => results.includes(JSON.stringify(id)));
  return told.length === 1 ? told : [];
}

export function objectsOf(drafts: readonly Draft[], { things }: World): Nameable[] {
  const ids = new Set(
    drafts.flatMap(({ action, input, nested }) => [
      ...idsIn(action.fields, input),
      ...nested.flatMap((inner) => idsIn(inner.action.fields, inner.input)),
    ]),
  );
  return things.map(({ object }) => object).filter(({ id }) => ids.has(id));
}

/** The request that a call was, so that more can be said about it. */
function requestOf({ action: name, input }: PastCall, { grammar }: Scene): Draft | undefined {
  const action = grammar.actions.get(name);
  if (action === undefined) return undefined;
  const frames = new Set(
    grammar.patterns.filter(({ frame }) => frame.action === action).map(({ frame }) => frame),
  );
  const [frame] = [...frames]
    .filter((each) => Object.entries(each.input).every(([key, value]) => input[key] === value))
    .sort((a, b) => Object.keys(b.input).length - Object.keys(a.input).length);
  return {
    action,
    frame: frame ?? bareFrame(action, {}),
    input: input as Record<string, Json>,
    gaps: [],
    nested: [],
    moment: undefined,
  };
}

/** Calls that came back with a question: they are open again, in what they left out. */
function questionsIn({ calls }: Turn, scene: Scene): Draft[] {
  return calls.flatMap((call) => {
    if (call.outcome?.status !== 'failed' || !call.outcome.reason.includes('?')) return [];
    const { reason } = call.outcome;
    const draft = requestOf(call, scene);
    if (draft === undefined) return [];
    const { action } = draft;
    const fields = [...action.fields.values()].filter(({ slot }) => slot.type !== 'calls');
    const left = fields.filter(({ name }) => !Object.hasOwn(draft.input, name));
    const quoted = fields.find(({ name }) => {
      const value = draft.input[name];
      return typeof value === 'string' && reason.includes(`“${value}”`);
    });
    const named = left.find(({ slot }) => slot.ask !== undefined && reason.includes(slot.ask));
    const likely =
      named ??
      quoted ??
      left.find(({ slot }) => slot.ask !== undefined && isAbout(slot.type, reason)) ??
      left[0];
    if (likely === undefined) return [];
    const options = likely.slot.type === 'object' ? scene.world.things.map(({ object }) => object) : [];
    const { [likely.name]: _, ...input } = draft.input;
    return [{ ...draft, input, gaps: [{ field: likely, why: 'missing' as const, options, words: '' }] }];
  });
}

/** A question that offers a choice with `or`, or asks `which`, is about objects. */
const isAbout = (type: string, reason: string): boolean =>
  (type === 'object') === /\bwhich\b.*\b(?:or|mean)\b/iu.test(reason);

/** Where a level would allow what was refused: the change to that level. */
export function offerAfter(calls: readonly PastCall[], scene: Scene): Draft | undefined {
  for (const { outcome } of calls) {
    if (outcome?.status !== 'denied' || outcome.requiredLevel === undefined) continue;
    const offer = upgradeTo(outcome.requiredLevel, scene);
    if (offer !== undefined) return offer;
  }
  return undefined;
}

export function upgradeTo(level: string, scene: Scene): Draft | undefined {
  const { upgrade, service } = scene.grammar;
  if (upgrade === undefined || !service.levels.some(({ name }) => name === level)) return undefined;
  const rank = (name: string) => service.levels.findIndex((each) => each.name === name);
  if (rank(upgrade.action.action.level) > rank(scene.context.customer.level)) return undefined;
  return bareDraft(upgrade.action.action.name, { [upgrade.field]: level }, scene);
}

/** A frame of an action that no example has: exactly this input. */
export const bareFrame = (action: ActionGrammar, input: Readonly<Record<string, Json>>): Frame => ({
  action,
  input,
  some: new Set(),
  every: new Set(),
  stems: new Set(),
  namesSomething: false,
});

/** A request of an action with exactly this input. */
export function bareDraft(
  name: string,
  input: Readonly<Record<string, Json>>,
  scene: Scene,
): Draft | undefined {
  const action = scene.grammar.actions.get(name);
  return action && draftOf(bareFrame(action, input), [], [], scene);
}
