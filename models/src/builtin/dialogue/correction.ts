import { moodOf } from '../language/mood.ts';
import { hasAt } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import type { Draft } from '../parse/draft.ts';
import { inPlaceOf } from '../parse/place.ts';
import type { Scene } from '../parse/scene.ts';
import { understand, type Item } from '../parse/understand.ts';
import { followUp, isFollowUp } from './follow-up.ts';
import { plan, ready, type Plan } from './plan.ts';
import { objectsOf } from './requests.ts';
import { smallTalkOf } from './small-talk.ts';

const phrases = (list: string): readonly (readonly string[])[] =>
  list
    .split('|')
    .map((phrase) => phrase.split(' '))
    .sort((a, b) => b.length - a.length);

/** They take back what was said before them, wherever they stand. */
const ANYWHERE = phrases(
  'no wait|wait no|no sorry|sorry no|no actually|actually no|no hold on|hold on no|scratch that|strike that|or rather|no i mean|no i meant|no make that|on second thought|on second thoughts|i changed my mind|i have changed my mind|or maybe not|or perhaps not|or better not|jk',
);
/** So do these, where a clause begins. */
const AT_FIRST = phrases(
  'wait a second|wait a minute|wait a moment|wait|hold on|hang on|actually|i mean|i meant|rather|make that|sorry i mean|sorry i meant|not that|just kidding|kidding|just joking|only joking|joking|maybe not|perhaps not|better not',
);
/** So do these, where a clause begins and ends with them. */
const ALONE = phrases('no|nope|never mind|nevermind|forget it|forget that|cancel that|cancel|stop|sorry');
/** After `no` they begin what is wanted instead. */
const INSTEAD = new Set(
  'leave do not just only the in on off to my it that them make turn let both all'.split(' '),
);
/** What begins with them wants nothing done. */
const KEEPING = new Set(['keep', 'leave', 'stay']);
const FILLERS = new Set('oh um uh hmm ah okay well but and please oops then just'.split(' '));
/** What adds to a request takes nothing back. */
const ADDING = new Set(['also', 'too', 'additionally', 'well']);

/** A message's words before and after the last place where it takes something back. */
interface TakenBack {
  readonly before: readonly Token[];
  readonly after: readonly Token[];
}

/** `turn on the lamp … wait, no, the kitchen light`: where the customer corrects themselves. */
function takenBack(tokens: readonly Token[]): TakenBack | undefined {
  for (let at = tokens.length - 1; at > 0; at -= 1) {
    const end = markerEnd(tokens, at);
    if (end === undefined) continue;
    const after = tokens.slice(end);
    if (after.some(({ word }) => ADDING.has(word))) continue;
    // `…, wait, no, …` is one: it begins with its first word.
    let start = at;
    for (let first = at - 1; first > 0 && at - first <= 4; first -= 1)
      if (isJoined(tokens, first, start)) start = first;
    return { before: tokens.slice(0, start), after };
  }
  return undefined;
}

const isJoined = (tokens: readonly Token[], first: number, start: number): boolean => {
  const end = markerEnd(tokens, first);
  return end !== undefined && end >= start;
};

/** Where a marker that begins at a place ends, fillers and further markers included. */
function markerEnd(tokens: readonly Token[], at: number): number | undefined {
  const begins = tokens[at - 1]?.mark !== '';
  let end = at;
  let found = false;
  if (isMeant(tokens, at)) return undefined;
  for (;;) {
    const next = markerAt(tokens, end, begins || found);
    if (next !== undefined) {
      found = true;
      end = next;
    } else if ((found || begins) && end < tokens.length && FILLERS.has(tokens[end]?.word ?? '')) end += 1;
    else return found ? end : undefined;
  }
}

/** `…, I mean it`: takes nothing back; nor does a `sorry` behind it all. */
const isMeant = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.quoted === true ||
  isSorry(tokens.slice(at)) ||
  MEANT.some((words) => hasAt(tokens, at, words) && ends(tokens, at + words.length - 1));
const isSorry = (tokens: readonly Token[]): boolean =>
  tokens.at(-1)?.word === 'sorry' &&
  tokens.every(
    ({ word }, at) => at === tokens.length - 1 || FILLERS.has(word) || word === 'i' || word === 'am',
  );
const MEANT = phrases('i mean it|i mean now|i mean business|i really mean it|i mean right now');

const ends = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.mark !== '' || at === tokens.length - 1;

function markerAt(tokens: readonly Token[], at: number, begins: boolean): number | undefined {
  const marker =
    ANYWHERE.find((words) => hasAt(tokens, at, words)) ??
    (begins ? AT_FIRST.find((words) => hasAt(tokens, at, words)) : undefined);
  if (marker !== undefined) return at + marker.length;
  if (!begins) return undefined;
  const alone = ALONE.find((words) => hasAt(tokens, at, words));
  const last = tokens[at + (alone?.length ?? 1) - 1];
  const next = tokens[at + (alone?.length ?? 1)];
  if (alone === undefined || last === undefined) return undefined;
  const ends = last.mark !== '' || next === undefined;
  const goesOn = last.word === 'no' && (INSTEAD.has(next?.word ?? '') || /^\d/u.test(next?.word ?? ''));
  return ends || goesOn ? at + alone.length : undefined;
}

/** What to do where a message takes back what it asked for: its last word counts. */
export function correction(text: string, tokens: readonly Token[], scene: Scene): Plan | undefined {
  const taken = takenBack(tokens);
  if (taken === undefined) return undefined;
  const drafts = wanted(text, tokens, scene);
  if (drafts === undefined) return undefined;
  if (drafts === 'unclear')
    return plan({ words: ['I have not done any of that, to be sure.', 'What would you like me to do?'] });
  return drafts.length > 0
    ? ready(drafts)
    : plan({ words: ['All right, I leave that as it is.'], declined: true });
}

/** The requests that are left of a message; undefined if it has none. */
function wanted(
  text: string,
  tokens: readonly Token[],
  scene: Scene,
): readonly Draft[] | 'unclear' | undefined {
  const taken = takenBack(tokens);
  if (taken === undefined) return requestsIn(text, tokens, scene);
  const before = wanted(text, taken.before, scene);
  if (before === undefined || before === 'unclear') return before;
  const last = before.at(-1);
  const { tokens: after, request } = withoutCourtesies(taken.after);
  if (
    after.length === 0 ||
    KEEPING.has(after[0]?.word ?? '') ||
    /^(?:no|wait|apology|thanks|insult)$/u.test(smallTalkOf(after) ?? '')
  )
    return [];
  const focus = last === undefined ? scene.focus : objectsOf([last], scene.world);
  const here = inPlaceOf(undefined, after, { ...scene, focus });
  const items = understand(text, after, here);
  if (items.every(({ kind }) => kind === 'negated')) return [];
  const asks = (moodOf(after, request) === 'question' && !isFollowUp(after)) || asksIndirectly(taken.after);
  if (asks && before.some(({ action }) => action.action.effect !== 'read')) return lookUps(items, here);
  const rest = withoutRefused(after);
  const again = last === undefined ? undefined : followUp(text, rest, last, here);
  if (again !== undefined) return [...before.slice(0, -1), again];
  const instead = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
  const [next] = instead;
  if (next === undefined || instead.length < items.length) return 'unclear';
  if (before.length < 2) return instead;
  return next.action === last?.action ? [...before.slice(0, -1), ...instead] : 'unclear';
}

/** `not the lamp, the light`: the light. */
function withoutRefused(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex(({ mark, word }) => mark !== '' || word === 'but');
  return tokens[0]?.word === 'not' && end > 0 && end < tokens.length - 1 ? tokens.slice(end + 1) : tokens;
}

/** `I wonder if it is on`, `only if it is dark`. */
const asksIndirectly = (tokens: readonly Token[]): boolean =>
  tokens.slice(0, 4).some(({ word }) => word === 'if' || word === 'whether');

/** `…, wait, is it on?`: who asks wants to know first. What is asked about no object may have been meant otherwise. */
function lookUps(items: readonly Item[], { world }: Scene): readonly Draft[] | 'unclear' {
  const drafts = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
  const fits = drafts.every(
    (draft) => draft.action.action.effect === 'read' && objectsOf([draft], world).length > 0,
  );
  return fits && drafts.length > 0 && drafts.length === items.length ? drafts : 'unclear';
}

function requestsIn(text: string, tokens: readonly Token[], scene: Scene): readonly Draft[] | undefined {
  const drafts = understand(text, tokens, scene).flatMap((item) =>
    item.kind === 'request' ? [item.draft] : [],
  );
  return drafts.length > 0 ? drafts : undefined;
}
