import { MATTERS } from '../language/matters.ts';
import { moodOf } from '../language/mood.ts';
import { withoutCourtesies, withoutOrSo } from '../language/politeness.ts';
import { written, type Token } from '../language/token.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import { isPlace } from '../parse/place.ts';
import type { Scene } from '../parse/scene.ts';
import { hasOddTime, hasTwoTimes, whenOf } from '../parse/times.ts';
import { understand, wordsOf, type Item } from '../parse/understand.ts';
import { suggestion } from '../words/talk.ts';
import { affirmed } from './affirmed.ts';
import { answered } from './answer.ts';
import { followUp, isFollowUp, isOnceMore } from './follow-up.ts';
import { correction } from './correction.ts';
import { aboutFixedPlans, fixedWords } from './fixed-plans.ts';
import { asSaid, withoutPrice } from './level-change.ts';
import { whatWasDone, whyNot } from './what-was-done.ts';
import { capability } from './capability.ts';
import { keyword } from './keyword.ts';
import { lost, personOffer } from './lost.ts';
import { nothing, type Memory } from './memory.ts';
import { alternatives } from './alternatives.ts';
import { conditional } from './conditional.ts';
import { fuller, restated } from './restated.ts';
import { asksAbout, asksAfter, asksOf } from './look-up.ts';
import { personAbout } from './person.ts';
import { joined, plan, ready, type Plan } from './plan.ts';
import { HUMAN, objectsOf, sparing } from './requests.ts';
import { smallTalkOf } from './small-talk.ts';
import { talk } from './talk.ts';

/** A message of more words is not read: what it asks for would be a guess, and to look for it takes long. */
const MOST_WORDS = 120;
const TOO_LONG = 'I am sorry, that is too long for me. What would you like me to do, in a sentence or two?';
const CALLED =
  'A person of our customer service was asked for and has not written yet. I am the assistant; you can go on with me meanwhile.';
const ONE_TIME = 'I am sorry, I take one time at a time. What should happen first, and when?';
/** A request this sure is one, even where a question is open. */
const SURE = 0.75;
/** A question how to do something is no request, unless it is just what an example says. */
const CERTAIN = 0.9;

/** Decides what to do about what the customer wrote, given what was said before. */
export function respond(texts: readonly string[], memory: Memory, scene: Scene): Plan {
  const text = texts.join('\n');
  const said = wordsOf(text, scene);
  if (said.length === 0)
    return plan({ words: [suggestion(scene.grammar.service, scene.context.customer.level)] });
  if (said.length > MOST_WORDS) return plan({ words: [TOO_LONG], lost: true });
  const exact = withoutOrSo(said);
  const tokens = withoutPrice(exact, scene);
  return asSaid(planFor(text, tokens, memory, scene), tokens, tokens !== exact, scene);
}

function planFor(text: string, tokens: readonly Token[], memory: Memory, scene: Scene): Plan {
  const reason = whyNot(tokens, memory, scene);
  if (reason !== undefined) return reason;
  const kind = smallTalkOf(tokens) ?? smallTalkOf(withoutCourtesies(tokens).tokens);
  if (memory.offer !== undefined && kind === 'yes') return ready([memory.offer.draft]);
  if ((memory.offer !== undefined || memory.open.length > 0) && kind === 'no')
    return plan({ words: ['All right, I leave it as it is.'], declined: true });
  const { asking } = memory;
  // A yes that comes too late for what was asked: it is asked again.
  if (asking !== undefined && memory.open.length === 0 && kind === 'yes') return ready([asking]);
  if (asking !== undefined && kind === 'no')
    return plan({ words: ['All right, nothing was changed.'], declined: true });

  if (asksWhoIsThere(tokens, memory)) return plan({ words: [CALLED] });
  const focus =
    memory.open.length > 0 ? [...objectsOf(memory.open, scene.world), ...memory.focus] : memory.focus;
  const here: Scene = { ...scene, focus };
  const instead = kind === undefined ? correction(text, tokens, here) : undefined;
  if (instead !== undefined) return instead;
  const earlier = whatWasDone(tokens, memory, here);
  if (earlier !== undefined) return earlier;
  const items = kind === undefined || kind === 'yes' || kind === 'no' ? understand(text, tokens, here) : [];
  const fixed = aboutFixedPlans(tokens, items, memory, here);
  if (fixed !== undefined) return fixed;
  const sure = items.some(
    (item) => item.kind === 'negated' || (item.kind === 'request' && item.confidence >= SURE),
  );
  const [asked, ...others] = memory.open;
  if (asked !== undefined) {
    // An answer may be followed by something new: `the bedroom one, and turn on the TV`.
    const [first, ...next] = items;
    const splits = sure && first?.kind === 'unread' && next.length > 0;
    const said = splits ? first.tokens : tokens;
    const answer =
      sure && !splits && !isPlanning(asked)
        ? undefined
        : fuller(answered(text, said, asked, here), restated(text, said, asked, here), asked);
    if (answer !== undefined)
      return joined(ready([answer, ...others]), splits ? fromItems(text, next, here) : plan({}));
  }
  if (memory.last !== undefined && isFollowUp(tokens)) {
    const again = followUp(text, tokens, memory.last, here);
    if (again !== undefined) return goneOn(again, memory.last, tokens, here);
  }
  const certain = items.some((item) => item.kind === 'request' && item.confidence >= CERTAIN);
  const about = certain ? undefined : (asksAfter(text, tokens, here) ?? capability(text, tokens, here));
  if (about !== undefined) return about;
  // `cancel`, where there is nothing to cancel, means just no.
  if (kind === 'no' && !items.some((item) => item.kind === 'request' && isComplete(item.draft)))
    return talk(kind, scene);
  const other = insteadOf(text, items, memory, here);
  if (other !== undefined) return other;
  if (hasTwoTimes(tokens) && isHalfPlanned(items)) return plan({ words: [ONE_TIME] });
  if (isPause(tokens) && items.some(({ kind }) => kind === 'request'))
    return plan({ words: ['I can’t wait before I go on.', 'When would you like it?'] });
  const open = alternatives(tokens, items, here);
  if (open !== undefined) return open;
  const condition = conditional(text, tokens, items, here);
  if (condition !== undefined) return condition;
  if (isTooLate(items, memory))
    return plan({ words: ['That was done already.', 'Tell me how it should be instead.'] });
  if (items.some((item) => item.kind !== 'unread')) return fromItems(text, items, here);
  if (kind === 'yes' && asked !== undefined) return affirmed(asked, others, here);
  if (kind !== undefined) return talk(isHello(tokens, memory) ? 'greeting' : kind, scene);
  const person = personAbout(text, tokens, here);
  if (person !== undefined) return person;
  if (memory.last !== undefined) {
    if (isOnceMore(tokens)) return ready([memory.last]);
    const again = isMerelyAsked(tokens, memory.last) ? undefined : followUp(text, tokens, memory.last, here);
    if (again !== undefined) return goneOn(again, memory.last, tokens, here);
  }
  return (
    asksAbout(tokens, here) ??
    keyword(text, tokens, here) ??
    asksOf(tokens, here) ??
    lost(tokens, memory, here)
  );
}

/** `wait, leave the heating on`, where that was just turned off: it is not as it was. */
const isTooLate = (items: readonly Item[], { done }: Memory): boolean =>
  done.length > 0 &&
  items.length > 0 &&
  items.every(({ kind }) => kind === 'negated') &&
  done.every(({ outcome }) => outcome?.status === 'done') &&
  items.some(
    (item) =>
      item.kind === 'negated' &&
      item.kept.some(({ id }) => JSON.stringify(done).includes(JSON.stringify(id))),
  );

/** `hello? is anyone there`, where a person was asked for. */
const asksWhoIsThere = (tokens: readonly Token[], { called }: Memory): boolean =>
  called > 0 &&
  ((tokens.length === 1 && tokens[0]?.word === 'hello' && tokens[0].mark === '?') ||
    /\b(?:anyone|anybody|someone|somebody|you|human|person) (?:there|here|coming|going to answer|available|online)$|^(?:are you still there|when (?:does|will) (?:a|the|somebody|someone) .*(?:come|answer|reply|write))$/u.test(
      tokens.map(({ word }) => word).join(' '),
    ));

/** `ciao` says both: what comes first is no goodbye. */
const isHello = (tokens: readonly Token[], memory: Memory): boolean =>
  memory === nothing && tokens.every(({ word }) => word === 'ciao');

/** The last request with something otherwise. Who only says again what it was about does not want it twice. */
function goneOn(again: Draft, last: Draft, tokens: readonly Token[], scene: Scene): Plan {
  const when = whenOf(last)?.name;
  if (when !== undefined && !tokens.some(({ word }) => ADDING.has(word))) {
    // `7` … `7am`: the time of a plan is not changed by a second one.
    const { [when]: before, ...rest } = last.input;
    const { [when]: after, ...others } = again.input;
    const sameTime = timeOf(before) === timeOf(after);
    if (JSON.stringify(sorted(rest)) === JSON.stringify(sorted(others)))
      return plan({ words: [sameTime ? 'That is the time it has.' : fixedWords(scene.focus, scene)] });
  }
  const same =
    isComplete(again) && JSON.stringify(sorted(again.input)) === JSON.stringify(sorted(last.input));
  const { effect } = again.action.action;
  return same && effect !== 'read' && effect !== 'idempotent'
    ? plan({ words: ['That is what I did. Shall I do it once more?'], offer: { draft: last, words: '' } })
    : ready([again]);
}

/** What is said with them is to be beside what is planned. */
const ADDING = new Set(['and', 'also', 'too', 'again', 'well']);

const timeOf = (when: unknown): unknown =>
  typeof when === 'object' ? Object.entries(when ?? {}).find(([key]) => key === 'at')?.[1] : undefined;

/** `not that one, the display`: the last request of something else. */
function insteadOf(text: string, items: readonly Item[], { last }: Memory, scene: Scene): Plan | undefined {
  const rest = items.flatMap((item) => (item.kind === 'unread' ? item.tokens : []));
  if (last === undefined || rest.length === 0 || items.some(({ kind }) => kind === 'request'))
    return undefined;
  const again = items.some(({ kind }) => kind === 'negated') ? followUp(text, rest, last, scene) : undefined;
  return again && goneOn(again, last, rest, scene);
}

/** A question after something was done does not ask for it again. */
const isMerelyAsked = (tokens: readonly Token[], last: Draft): boolean =>
  last.action.action.effect !== 'read' && moodOf(withoutCourtesies(tokens).tokens, false) === 'question';

const sorted = (input: Draft['input']) => Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));

/** What asks for nothing: courtesies, and why somebody wants something (`nobody is home`). */
const isAside = ({ tokens, mood }: Extract<Item, { kind: 'unread' }>): boolean => {
  const bare = withoutCourtesies(tokens).tokens;
  const begins = (words: ReadonlySet<string>) =>
    words.has(tokens[0]?.word ?? '') || words.has(bare[0]?.word ?? '');
  return smallTalkOf(bare) !== undefined || (mood === 'request' && (begins(TELLERS) || begins(LETTERS)));
};

/** Whether it is the name below `Kind regards`. */
const isClosing = (items: readonly Item[], item: Extract<Item, { kind: 'unread' }>): boolean => {
  const before = items.at(-2);
  return (
    item === items.at(-1) &&
    item.tokens.length < 3 &&
    before?.kind === 'unread' &&
    /^(?:kind|kindest|best|warm|warmest|regards|sincerely|yours|cheers|greetings|love)$/u.test(
      before.tokens[0]?.word ?? '',
    )
  );
};

/** Whether the words are no more than the customer's own name, as below a letter. */
const isSignature = (tokens: readonly Token[], { context: { customer } }: Scene): boolean => {
  const names = customer.name.toLowerCase().split(' ');
  return tokens.every(({ word }) => names.includes(word));
};

/** How letters begin and end, and what they wish and thank for. */
const LETTERS = new Set(
  'dear hello hi good kind kindest best warm warmest regards sincerely yours cheers greetings love thanks thank many hope hoping looking have yesterday today recently lately'.split(
    ' ',
  ),
);
const TELLERS = new Set(
  'i we you it this that he she they nobody everybody somebody someone there my our the'.split(' '),
);

/** Whether of what is to happen at two times a part was not understood: then none of it is planned. */
const isHalfPlanned = (items: readonly Item[]): boolean =>
  !items.some((item) => item.kind === 'request' && isComplete(item.draft)) ||
  (items.some((item) => item.kind === 'request' && isPlan(item.draft)) &&
    items.some((item) => (item.kind === 'request' ? isHalf(item.draft) : item.kind === 'unread'))) ||
  isHalfNow(items);

/** `at 7 the light on, 7:30 off`: nothing of it is to be done at once. */
const isHalfNow = (items: readonly Item[]): boolean => {
  const drafts = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
  const doing = drafts.filter(({ action }) => action.action.effect !== 'read');
  return doing.some(isPlan) && !doing.every(isPlan);
};

/** Whether a plan has no time, or nothing to do. */
const isHalf = ({ gaps }: Draft): boolean =>
  gaps.some(({ field }) => field.slot.type === 'calls' || field.slot.type === 'schedule');

/** `wait 5 minutes and turn it off`: what comes after it is not to be done now. */
const isPause = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word, quoted }, at) =>
      word === 'wait' &&
      quoted !== true &&
      (at === 0 || tokens[at - 1]?.mark !== '' || BEFORE_PAUSE.has(tokens[at - 1]?.word ?? '')) &&
      /^(?:for|until|till|another|some|a few|about|half|five|ten|\d)/u.test(
        tokens
          .slice(at + 1)
          .map((next) => next.word)
          .join(' '),
      ),
  );
/** A clause may begin behind them. */
const BEFORE_PAUSE = new Set('and then but please just first also so to you okay'.split(' '));

/** Whether a plan lacks its time. */
const isTimeless = ({ gaps }: Draft): boolean => gaps.some(({ field }) => field.slot.type === 'schedule');

const isPlan = (draft: Draft): boolean => whenOf(draft) !== undefined;

/** Whether it is asked what is to happen later: a request is then an answer. */
const isPlanning = (draft: Draft): boolean => draft.gaps.some(({ field }) => field.slot.type === 'calls');

function fromItems(text: string, items: readonly Item[], scene: Scene): Plan {
  const kept = items.flatMap((item) => (item.kind === 'negated' ? item.kept : []));
  const drafts = items.flatMap((item) => (item.kind === 'request' ? [sparing(item.draft, kept)] : []));
  const words: string[] = [];
  if (items.some(({ kind }) => kind === 'negated')) {
    words.push(drafts.length > 0 ? 'The rest I leave as it is.' : 'All right, I leave that as it is.');
    if (drafts.length === 0) words.push('Is there something else that I can do?');
  }
  if (drafts.some(isTimeless) && hasOddTime(wordsOf(text, scene)))
    words.push('I can only plan by the clock.');
  const declined = items.length > 0 && items.every(({ kind }) => kind === 'negated');
  // What is said beside a wish for a person is why.
  const forPerson = drafts.some(({ action }) => action.action.name === HUMAN);
  for (const item of items) {
    if (item.kind !== 'unread' || forPerson || isAside(item) || isPlace(item.tokens, scene.world)) continue;
    if (isSignature(item.tokens, scene) || isClosing(items, item)) continue;
    words.push(`I did not understand “${written(text, item.tokens)}”.`);
  }
  const isMatter = (item: Item): boolean =>
    item.kind === 'unread' && item.tokens.some(({ stem }) => MATTERS.has(stem));
  const matter = !forPerson && items.some(isMatter) ? personOffer(scene) : undefined;
  if (matter !== undefined) words.push('The rest is a matter for our people.');
  return { ...ready(drafts, words), declined, offer: matter };
}
