import type { Field } from '../grammar/field.ts';
import type { Token } from '../language/token.ts';
import { momentsAt, type Moment } from '../slots/moment.ts';
import { amended, draftOf } from './complete.ts';
import type { Draft } from './draft.ts';
import type { Scene } from './scene.ts';

const ONCE_ONLY = ['clock', 'inMinutes', 'days', 'once'] as const;

/** Whether two sayings of time in one sentence can't be of the same time: `at 7 …, and at 8 …`. */
const clash = (one: Moment, other: Moment): boolean =>
  ONCE_ONLY.some((key) => differ(one[key], other[key])) ||
  (one.inMinutes !== undefined && other.clock !== undefined) ||
  (one.clock !== undefined && other.inMinutes !== undefined) ||
  (one.days !== undefined && other.once !== undefined) ||
  (one.once !== undefined && other.days !== undefined) ||
  (differ(one.part, other.part) && [one.part, other.part].includes('morning'));

const differ = (one: unknown, other: unknown): boolean =>
  one !== undefined && other !== undefined && JSON.stringify(one) !== JSON.stringify(other);

/** Whether any two of them clash. */
export const anyClash = (moments: readonly Moment[]): boolean =>
  moments.some((one, index) => moments.slice(index + 1).some((other) => clash(one, other)));

/** Whether a message speaks of two times that can't be one. */
export function hasTwoTimes(tokens: readonly Token[]): boolean {
  const moments: Moment[] = [];
  for (let at = 0; at < tokens.length;) {
    const [end, moment] = [...momentsAt(tokens, at)].at(-1) ?? [];
    if (moment !== undefined) moments.push(moment);
    at = end ?? at + 1;
  }
  return anyClash(moments);
}

/** Whether a message speaks of a time that no schedule has: `at sunset`. */
export const hasOddTime = (tokens: readonly Token[]): boolean =>
  tokens.some((_, at) => [...momentsAt(tokens, at).values()].some(({ odd }) => odd === true));

/** The field of a plan's time; undefined if a request plans nothing. */
export const whenOf = ({ action }: Draft): Field | undefined => {
  const fields = [...action.fields.values()];
  return fields.some(({ slot }) => slot.type === 'calls')
    ? fields.find(({ slot }) => slot.type === 'schedule')
    : undefined;
};

/**
 * Plans that follow each other share their days: `on weekdays at 7 …, and at 8 …`; `… at 7, and … at 8 every day`. What
 * follows by some minutes has no time of its own yet: it is asked for.
 */
export function sharingDays(
  drafts: readonly (Draft | undefined)[],
  tokens: readonly Token[],
  scene: Scene,
): (Draft | undefined)[] {
  const shared = [...drafts];
  for (const [index, draft] of shared.entries()) {
    const before = shared[index - 1];
    if (draft !== undefined && before !== undefined) shared[index] = after(before, draft, scene);
  }
  if (!endsWithDays(tokens)) return shared;
  for (let index = shared.length - 2; index >= 0; index -= 1) {
    const [draft, next] = [shared[index], shared[index + 1]];
    if (draft !== undefined && next !== undefined) shared[index] = daysOf(next, draft, scene);
  }
  return shared;
}

function after(before: Draft, draft: Draft, scene: Scene): Draft {
  const [first, moment] = [before.moment, draft.moment];
  if (whenOf(before) === undefined || whenOf(draft) === undefined) return draft;
  if (first === undefined || moment === undefined) return draft;
  if (moment.inMinutes !== undefined && first.inMinutes === undefined)
    return draftOf(draft.frame, [], draft.nested, scene);
  const at: unknown = Object.entries(before.input[whenOf(before)?.name ?? ''] ?? {}).find(
    ([key]) => key === 'at',
  )?.[1];
  const late = typeof at === 'string' && at >= '12:00';
  return daysOf(
    before,
    { ...draft, moment: laterThan(late ? { ...first, part: first.part ?? 'evening' } : first, moment) },
    scene,
  );
}

/** `at 6 pm …, and at 10 …`: in the evening; `at 10 pm …, and at 6 …`: in the morning. */
function laterThan(first: Moment, moment: Moment): Moment {
  const [from, clock] = [first.clock, moment.clock];
  const late = from !== undefined && (from.hour >= 12 || first.part === 'evening' || first.part === 'night');
  const own = moment.part !== undefined || moment.days !== undefined || moment.once !== undefined;
  if (!late || clock === undefined || clock.sure || own) return moment;
  return { ...moment, part: (clock.hour % 12) + 12 > (from.hour % 12) + 12 ? 'evening' : 'morning' };
}

/** The draft on the days of another plan, where it says none itself. */
function daysOf({ moment: other }: Draft, draft: Draft, scene: Scene): Draft {
  const field = whenOf(draft);
  const { moment } = draft;
  if (field === undefined || moment?.clock === undefined) return draft;
  const open = moment.days === undefined && moment.once === undefined && moment.inMinutes === undefined;
  const days = open && other?.days !== undefined ? { days: other.days } : {};
  const once = open && other?.once !== undefined ? { once: other.once } : {};
  const filling = { type: 'moment', moment: { ...days, ...once } } as const;
  return amended(draft, { field, filling, words: '' }, scene);
}

/** Whether a message's last words are days: they may be meant for all of it. */
const endsWithDays = (tokens: readonly Token[]): boolean =>
  tokens.some((_, start) => {
    const moment = momentsAt(tokens, start).get(tokens.length);
    return moment?.days !== undefined || moment?.once !== undefined;
  });
