import type { Nameable } from '@agentic-service-bot/bot/definition';
import { functionWords, NEGATIONS, PARTICLES } from '../language/function-words.ts';
import { asAsked } from '../language/indirect.ts';
import { asksWhat, isStopping, moodOf, negations, tellsOfFailure, type Mood } from '../language/mood.ts';
import { plainly } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { corrected } from '../language/spelling.ts';
import { tokenize, withQuotes, written, type Token } from '../language/token.ts';
import { Filler, type Filling } from '../slots/fill.ts';
import { isParticular, mentionedIn } from '../slots/mention.ts';
import type { Moment } from '../slots/moment.ts';
import { QUANTIFIERS } from '../slots/reference.ts';
import { draftOf, type Given } from './complete.ts';
import { idsIn, type Draft } from './draft.ts';
import { keptAtLeast, keptIn, type Kept } from './kept.ts';
import { inPlaceOf, isPlace, placeIn } from './place.ts';
import { bestReading, type Reading } from './reading.ts';
import type { Scene } from './scene.ts';
import { segment, type Judged } from './segment.ts';
import { anyClash, sharingDays } from './times.ts';
import { weigh } from './weigh.ts';

/** One request in a message. */
export type Item =
  | {
      readonly kind: 'request';
      readonly draft: Draft;
      readonly confidence: number;
      readonly stems: ReadonlySet<string>;
      /** It is put as a statement, and understood as a question. */
      readonly told: boolean;
    }
  /** `don't turn it off`, `leave it on`: what is to stay as it is, as far as it was named. */
  | { readonly kind: 'negated'; readonly kept: readonly Nameable[] }
  | { readonly kind: 'unread'; readonly tokens: readonly Token[]; readonly mood: Mood };

/** The tokens of a message as everything reads them: plain, and spelled right as far as that is known. */
export const wordsOf = (text: string, { grammar, world }: Scene): Token[] =>
  withQuotes(text, plainly(corrected(plainly(tokenize(text)), [grammar.words, world.words, QUANTIFIERS])));

const wordsCost = (run: readonly Token[]): number =>
  run.reduce((sum, { word }) => sum + (functionWords.get(word) ?? 1), 0);
const unreadCost = (run: readonly Token[]): number => 0.3 + wordsCost(run);

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
    const here = sceneAfter(before, bare.tokens, scene);
    const item =
      readIndirect(next, here) ??
      kept(keptIn(bare.tokens, here)) ??
      readRun(next, here) ??
      readNegated(next, here) ??
      kept(keptAtLeast(bare.tokens, here));
    return item ?? { value: { kind: 'unread', tokens: run, mood }, cost: unreadCost(run) };
  };
  const items = segment(tokens, judge);
  const finer = items.some(isUnread) ? sharing(segment(tokens, judge, true)) : items;
  return timed(withoutReasons(finer.some(isUnread) ? items : finer), tokens, scene);
}

/** The items with their plans on the days that they share. */
function timed(items: readonly Item[], tokens: readonly Token[], scene: Scene): Item[] {
  const drafts = items.map((item) => (item.kind === 'request' ? item.draft : undefined));
  const shared = sharingDays(drafts, tokens, scene);
  return items.map((item, index) => {
    const draft = shared[index];
    return item.kind === 'request' && draft !== undefined ? { ...item, draft } : item;
  });
}

/** `the speaker is too loud, turn it down` is one request, with its reason; so is `I left the heating on, turn it off`. */
const withoutReasons = (items: readonly Item[]): Item[] =>
  items.filter((item, index) => {
    const next = items[index + 1];
    if (item.kind !== 'request' || next?.kind !== 'request') return true;
    const { effect } = item.draft.action.action;
    if (item.told && effect === 'read' && next.draft.action.action.effect !== 'read') return false;
    if (!item.stems.has('be')) return true;
    const same =
      item.draft.action === next.draft.action &&
      JSON.stringify(item.draft.input) === JSON.stringify(next.draft.input);
    return !same || effect === 'read';
  });

/** `play jazz | at volume 30 in the kitchen`: both there. */
const sharing = (items: readonly Item[]): Item[] =>
  items.map((item, index) => {
    const next = items[index + 1];
    if (item.kind !== 'request' || next?.kind !== 'request') return item;
    const { action, input } = item.draft;
    const shared = [...action.fields.values()].flatMap(({ name, slot, required }) => {
      const ids = next.draft.input[name];
      const same = next.draft.action.fields.get(name)?.slot;
      const fits = slot.type === 'object' && same?.type === 'object' && slot.kind === same.kind;
      return fits && !required && ids !== undefined && !Object.hasOwn(input, name)
        ? [[name, ids] as const]
        : [];
    });
    return { ...item, draft: { ...item.draft, input: { ...input, ...Object.fromEntries(shared) } } };
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

/** A clause after another one: what was spoken of there is what `it` is here, and where it was said to be is `there`. */
function sceneAfter(before: Item | undefined, tokens: readonly Token[], scene: Scene): Scene {
  const spoken = before === undefined ? [] : spokenOf(before, scene);
  const here = spoken.length > 0 ? { ...scene, focus: spoken } : scene;
  return inPlaceOf(before?.kind === 'unread' ? placeIn(before.tokens, scene.world) : undefined, tokens, here);
}

function spokenOf(item: Item, scene: Scene): readonly Nameable[] {
  switch (item.kind) {
    case 'request':
      return namedBy(item.draft, scene);
    case 'negated':
      return item.kept;
    case 'unread': {
      const mention = mentionedIn(item.tokens, scene.world);
      const isThing =
        mention?.sure === true && isParticular(mention, scene.world) && !isPlace(mention.tokens, scene.world);
      return isThing ? mention.objects : [];
    }
  }
}

/** The objects that a request is about. */
function namedBy(draft: Draft, { world }: Scene): readonly Nameable[] {
  const ids = new Set([draft, ...draft.nested].flatMap(({ action, input }) => idsIn(action.fields, input)));
  return world.things.map(({ object }) => object).filter(({ id }) => ids.has(id));
}

const kept = (what: Kept | undefined): Judged<Item> | undefined =>
  what && { value: { kind: 'negated', kept: what.objects }, cost: KEPT + wordsCost(what.beside) };

/** What it costs to read a clause as one that wants something left as it is. */
const KEPT = 0.1;

const LONGEST = 60;

function readRun(run: Run, scene: Scene): Judged<Item> | undefined {
  const { message, start, end, mood, carried, most } = run;
  if (end <= start || end - start > LONGEST) return undefined;
  const { filler, weights } = message;
  // A strange verb is one by its own particle, not by that of the request before: `turn it on. Greg`.
  const strange =
    isStrange(filler.tokens[start], scene) &&
    filler.tokens.slice(start, end).some(({ word }) => PARTICLES.has(word));
  const asked = { filler, start, end, weights, mood, carried, most, strange, later: scene.later === true };
  const found = bestReading(asked, scene.grammar, (reading) => draftFrom(message, reading, scene));
  if (found === undefined) return undefined;
  const { confidence, alignment, pattern } = found.reading;
  const stems = new Set(pattern.elements.flatMap((element) => ('stem' in element ? [element.stem] : [])));
  return {
    value: {
      kind: 'request',
      draft: found.value,
      confidence,
      stems,
      told: mood === 'request' && pattern.mood === 'question',
    },
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
  const stops = isStopping(tokens);
  if (asksWhat(tokens) || tellsOfFailure(tokens)) return undefined;
  if (negations(tokens) === 0 && !stops) return undefined;
  const positive = tokens.filter(({ word }, index) => {
    const auxiliary = AUXILIARIES.has(word) && NEGATIONS.has(tokens[index + 1]?.word ?? '');
    return !NEGATIONS.has(word) && !auxiliary && !(stops && index === 0);
  });
  const message = messageOf(text, positive, scene);
  const denied = readRun({ ...run, message, start: 0, end: positive.length }, scene);
  if (denied?.value.kind !== 'request') return undefined;
  return { value: { kind: 'negated', kept: namedBy(denied.value.draft, scene) }, cost: denied.cost + KEPT };
}

const AUXILIARIES = new Set(['do', 'does', 'should', 'can', 'could', 'would', 'must', 'will']);

/** The request that a reading makes; undefined if what it says is to be done later is no request. */
function draftFrom(
  { text, filler }: Message,
  { alignment, pattern }: Reading,
  scene: Scene,
): { readonly value: Draft; readonly sureness: number } | undefined {
  const given: Given[] = [];
  const nested: Draft[] = [];
  const times: Moment[] = [];
  let sureness = 1;
  for (const { field, filling, start, end, except = false } of alignment.bindings) {
    const tokens = filler.tokens.slice(start, end);
    const words = written(text, tokens);
    if (filling.type !== 'calls') {
      if (filling.type === 'moment') times.push(filling.moment);
      given.push({ field, filling, words, except });
      continue;
    }
    const later = laterRequests(text, tokens, scene);
    if (later === undefined) return undefined;
    nested.push(...later.drafts);
    sureness = later.sureness;
    times.push(...later.moments.map(({ moment }) => moment));
    const when = [...pattern.frame.action.fields.values()].find(({ slot }) => slot.type === 'schedule');
    if (when !== undefined)
      given.push(...later.moments.map((moment) => ({ field: when, filling: moment, words })));
  }
  // Two times are two plans.
  return anyClash(times) ? undefined : { value: draftOf(pattern.frame, given, nested, scene), sureness };
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
