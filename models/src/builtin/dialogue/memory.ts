import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import type { World } from '../slots/world.ts';
import { offerAfter, type Offer } from './offer.ts';
import { askedBack, requestOf } from './past-request.ts';
import type { Plan } from './plan.ts';
import { HUMAN, objectsOf } from './requests.ts';
import type { PastCall, Turn } from './transcript.ts';

/** What the conversation so far means for what comes next. Worked out anew from the messages each time. */
export interface Memory {
  /** Requests that wait for an answer; the first was asked about. */
  readonly open: readonly Draft[];
  readonly offer: Offer | undefined;
  /** What was spoken of last. */
  readonly focus: readonly Nameable[];
  /** The last request that was made. */
  readonly last: Draft | undefined;
  /** The last request that the customer's level did not allow. */
  readonly refused: Draft | undefined;
  /** The last call that waits for a yes, where nothing else was done since. */
  readonly asking: Draft | undefined;
  /** The calls of the last turn in which something was to be done. */
  readonly done: readonly PastCall[];
  /** For how many turns more a person who was called is spoken of as still to come; who writes has come. */
  readonly called: number;
  /** How many messages in a row were not understood. */
  readonly lost: number;
}

export const nothing: Memory = {
  open: [],
  offer: undefined,
  focus: [],
  last: undefined,
  refused: undefined,
  asking: undefined,
  done: [],
  called: 0,
  lost: 0,
};

/** How operators' words are marked in a prompt. */
const BY_PERSON = /^\(A person of customer service wrote:\)/u;

/** What to remember after a turn that was planned so. */
export function remember(before: Memory, turn: Turn, plan: Plan, scene: Scene): Memory {
  const asked = !BY_PERSON.test(turn.said) && turn.said.includes('?');
  const requests = turn.calls.map((call) => requestOf(call, scene)).filter((draft) => draft !== undefined);
  const questions = turn.calls.map((call) => askedBack(call, scene)).filter((draft) => draft !== undefined);
  const refused = turn.calls.find(
    ({ outcome }) => outcome?.status === 'denied' && outcome.requiredLevel !== undefined,
  );
  const effects = turn.calls.filter(({ action }) => changes(action, scene));
  const focus = spokenOf([...requests, ...plan.open], turn, plan, scene.world);
  return {
    open: asked ? [...plan.open, ...questions] : [],
    offer: asked ? (plan.offer ?? offerAfter(turn.calls, before.refused, scene)) : undefined,
    focus: focus.length > 0 ? focus : before.focus,
    last: requests.at(-1) ?? before.last,
    refused: (refused && requestOf(refused, scene)) ?? before.refused,
    asking: askingAfter(before, turn, plan, effects, scene),
    done: effects.length > 0 ? turn.calls : before.done,
    called: calledAfter(before, turn),
    lost: plan.lost ? before.lost + 1 : 0,
  };
}

/** They may have taken over and handed back without a word: so it is said only for a while. */
const EXPECTED_FOR = 3;

function calledAfter({ called }: Memory, { calls, said }: Turn): number {
  if (BY_PERSON.test(said)) return 0;
  const calledNow = calls.some(({ action, outcome }) => action === HUMAN && outcome?.status === 'done');
  return calledNow ? EXPECTED_FOR : Math.max(0, called - 1);
}

const changes = (action: string, { grammar }: Scene): boolean =>
  grammar.actions.get(action)?.action.effect !== 'read';

function askingAfter(
  before: Memory,
  turn: Turn,
  { declined }: Plan,
  effects: Turn['calls'],
  scene: Scene,
): Draft | undefined {
  const waiting = turn.calls.findLast(({ outcome }) => outcome?.status === 'waiting');
  if (waiting !== undefined) return requestOf(waiting, scene);
  return effects.length > 0 || declined ? undefined : before.asking;
}

/** The objects that a turn was about: what was asked for, what came of it, or what was just named. */
function spokenOf(requests: readonly Draft[], turn: Turn, plan: Plan, world: World): readonly Nameable[] {
  const named = objectsOf(requests, world);
  if (named.length > 0) return named;
  return requests.length > 0 ? toldOf(turn, world) : plan.mentioned;
}

/** The one object that the results of a turn tell of, such as one that was just made. */
function toldOf({ calls }: Turn, { things }: World): Nameable[] {
  const results = calls
    .map(({ outcome }) => (outcome?.status === 'done' ? JSON.stringify(outcome.result) : ''))
    .join();
  const told = things.map(({ object }) => object).filter(({ id }) => results.includes(JSON.stringify(id)));
  return told.length === 1 ? told : [];
}
