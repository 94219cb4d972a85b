import { functionWords, NEGATIONS } from '../language/function-words.ts';
import { asAsked } from '../language/indirect.ts';
import { moodOf, negations, type Mood } from '../language/mood.ts';
import { plainly } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { corrected } from '../language/spelling.ts';
import { tokenize, written, type Token } from '../language/token.ts';
import { Filler, type Filling } from '../slots/fill.ts';
import { draftOf, type Given } from './complete.ts';
import { idsIn, type Draft } from './draft.ts';
import { bestReading, type Reading } from './reading.ts';
import type { Scene } from './scene.ts';
import { segment, type Judged } from './segment.ts';
import { weigh } from './weigh.ts';

/** One request in a message. */
export type Item =
  | {
      readonly kind: 'request';
      readonly draft: Draft;
      readonly confidence: number;
      readonly stems: ReadonlySet<string>;
    }
  /** `don't turn it off`. */
  | { readonly kind: 'negated' }
  | { readonly kind: 'unread'; readonly tokens: readonly Token[]; readonly mood: Mood };

/** The tokens of a message as everything reads them: plain, and spelled right as far as that is known. */
export const wordsOf = (text: string, { grammar, world }: Scene): Token[] =>
  plainly(corrected(plainly(tokenize(text)), [grammar.words, world.words]));

const unreadCost = (run: readonly Token[]): number =>
  run.reduce((sum, { word }) => sum + (functionWords.get(word) ?? 1), 0.3);

/** Reads a message as requests of the service, in their order. */
export function understand(text: string, tokens: readonly Token[], scene: Scene): Item[] {
  const message = messageOf(text, tokens, scene);
  const judge = (
    from: number,
    to: number,
    before: Item | undefined,
    most: number,
  ): Judged<Item> | undefined => {
    const run = tokens.slice(from, to);
    const bare = withoutCourtesies(run);
    const start = from + bare.skipped;
    const mood = moodOf(bare.tokens, bare.request);
    const next: Run = {
      message,
      start,
      end: start + bare.tokens.length,
      mood,
      most,
      carried: before?.kind === 'request' ? before.stems : new Set(),
    };
    const here = before?.kind === 'request' ? { ...scene, focus: focusAfter(before.draft, scene) } : scene;
    const item = readIndirect(next, here) ?? readRun(next, here) ?? readNegated(next, here);
    return item ?? { value: { kind: 'unread', tokens: run, mood }, cost: unreadCost(run) };
  };
  const items = segment(tokens, judge);
  if (!items.some(isUnread)) return withoutReasons(items);
  const finer = segment(tokens, judge, true);
  return withoutReasons(finer.some(isUnread) ? items : finer);
}

/** `the speaker is too loud, turn it down` is one request, with its reason. */
const withoutReasons = (items: readonly Item[]): Item[] =>
  items.filter((item, index) => {
    const next = items[index + 1];
    if (item.kind !== 'request' || next?.kind !== 'request' || !item.stems.has('be')) return true;
    const same =
      item.draft.action === next.draft.action &&
      JSON.stringify(item.draft.input) === JSON.stringify(next.draft.input);
    return !same || item.draft.action.action.effect === 'read';
  });

const isUnread = ({ kind }: Item): boolean => kind === 'unread';

/** A message ready to be read in runs. */
interface Message {
  readonly text: string;
  readonly filler: Filler;
  readonly weights: readonly number[];
}

const messageOf = (text: string, tokens: readonly Token[], { grammar, world }: Scene): Message => ({
  text,
  filler: new Filler(text, tokens, world, grammar.starters),
  weights: weigh(tokens, grammar, world),
});

/** The tokens of a message that are read as one request. */
interface Run {
  readonly message: Message;
  readonly start: number;
  readonly end: number;
  readonly mood: Mood;
  readonly carried: ReadonlySet<string>;
  /** What costs more is of no interest. */
  readonly most: number;
}

/** What is spoken of once a request was made. */
function focusAfter(draft: Draft, scene: Scene): Scene['focus'] {
  const ids = new Set([draft, ...draft.nested].flatMap(({ action, input }) => idsIn(action.fields, input)));
  const named = scene.world.things.map(({ object }) => object).filter(({ id }) => ids.has(id));
  return named.length > 0 ? named : scene.focus;
}

const LONGEST = 60;

function readRun(run: Run, scene: Scene): Judged<Item> | undefined {
  const { message, start, end, mood, carried, most } = run;
  if (end <= start || end - start > LONGEST) return undefined;
  const { filler, weights } = message;
  const strange = isStrange(filler.tokens[start], scene);
  const asked = { filler, start, end, weights, mood, carried, most, strange, later: scene.later === true };
  const found = bestReading(asked, scene.grammar, (reading) => draftFrom(message, reading, scene));
  if (found === undefined) return undefined;
  const { confidence, alignment, pattern } = found.reading;
  const stems = new Set(pattern.elements.flatMap((element) => ('stem' in element ? [element.stem] : [])));
  return {
    value: { kind: 'request', draft: found.value, confidence, stems },
    cost: alignment.cost + pattern.cost,
  };
}

/** `tell me if the light is on`. */
function readIndirect(run: Run, scene: Scene): Judged<Item> | undefined {
  const { text, filler } = run.message;
  const tokens = asAsked(filler.tokens.slice(run.start, run.end));
  if (tokens === undefined) return undefined;
  const message = messageOf(text, tokens, scene);
  return readRun({ ...run, message, start: 0, end: tokens.length, mood: 'question' }, scene);
}

const isStrange = (token: Token | undefined, { grammar, world }: Scene): boolean =>
  token !== undefined &&
  !functionWords.has(token.word) &&
  !grammar.stems.has(token.stem) &&
  !world.stems.has(token.stem);

/** What would be a request but for a `not`. */
function readNegated(run: Run, scene: Scene): Judged<Item> | undefined {
  const { text, filler } = run.message;
  const tokens = filler.tokens.slice(run.start, run.end);
  if (negations(tokens) === 0) return undefined;
  const positive = tokens.filter(({ word }, index) => {
    const auxiliary = AUXILIARIES.has(word) && NEGATIONS.has(tokens[index + 1]?.word ?? '');
    return !NEGATIONS.has(word) && !auxiliary;
  });
  const message = messageOf(text, positive, scene);
  const denied = readRun({ ...run, message, start: 0, end: positive.length }, scene);
  return denied && { value: { kind: 'negated' }, cost: denied.cost + 0.1 };
}

const AUXILIARIES = new Set(['do', 'should', 'can', 'could', 'would', 'must', 'will']);

/** The request that a reading makes; undefined if what it says is to be done later is no request. */
function draftFrom(
  { text, filler }: Message,
  { alignment, pattern }: Reading,
  scene: Scene,
): { readonly value: Draft; readonly sureness: number } | undefined {
  const given: Given[] = [];
  const nested: Draft[] = [];
  let sureness = 1;
  for (const { field, filling, start, end, except = false } of alignment.bindings) {
    const tokens = filler.tokens.slice(start, end);
    const words = written(text, tokens);
    if (filling.type !== 'calls') {
      given.push({ field, filling, words, except });
      continue;
    }
    const later = laterRequests(text, tokens, scene);
    if (later === undefined) return undefined;
    nested.push(...later.drafts);
    sureness = later.sureness;
    const when = [...pattern.frame.action.fields.values()].find(({ slot }) => slot.type === 'schedule');
    if (when !== undefined)
      given.push(...later.moments.map((moment) => ({ field: when, filling: moment, words })));
  }
  return { value: draftOf(pattern.frame, given, nested, scene), sureness };
}

/** A request that leaves something out is less sure to be one. */
const VAGUE = 0.7;
const isVague = (draft: Draft): boolean => draft.gaps.some(({ why }) => why === 'missing');

/** The requests in words that say what is to be done later, and what more they say of when; undefined if they are none. */
export function laterRequests(text: string, tokens: readonly Token[], scene: Scene) {
  const { filler } = messageOf(text, tokens, scene);
  const rest: Token[] = [];
  const moments: Extract<Filling, { type: 'moment' }>[] = [];
  for (let at = 0; at < tokens.length;) {
    const [end, moment] = [...filler.moments(at)].at(-1) ?? [];
    if (end !== undefined && moment !== undefined) moments.push({ type: 'moment', moment });
    else rest.push(...tokens.slice(at, at + 1));
    at = end ?? at + 1;
  }
  const items = understand(text, rest, { ...scene, later: true });
  const requests = items.filter((item) => item.kind === 'request');
  if (requests.length === 0 || requests.length < items.length) return undefined;
  const sureness = Math.min(
    ...requests.map(({ draft, confidence }) => confidence * (isVague(draft) ? VAGUE : 1)),
  );
  return { drafts: requests.map(({ draft }) => draft), moments, sureness };
}
