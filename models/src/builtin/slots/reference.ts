import type { Nameable, Slot } from '@agentic-service-bot/bot/definition';
import { DETERMINERS, PARTICLES, PREPOSITIONS } from '../language/function-words.ts';
import { MATTERS } from '../language/matters.ts';
import { numberWord } from '../language/numbers.ts';
import { stem } from '../language/stem.ts';
import type { Token } from '../language/token.ts';
import { pronounOf, type Pronoun } from './pronoun.ts';
import { explains, isNamed, likeliest, type Thing, type World } from './world.ts';

export type ObjectSlot = Extract<Slot, { type: 'object' }>;

/** What words that name objects came to. */
export type Reference =
  /** `all`: they are meant together. */
  | { readonly status: 'found'; readonly objects: readonly Nameable[]; readonly all: boolean }
  /** One is meant, and several fit. `any`: it was not said that it is a certain one (`a light`). */
  | { readonly status: 'several'; readonly objects: readonly Nameable[]; readonly any?: boolean }
  | Pronoun
  /** It exists, and this does not work with it. */
  | { readonly status: 'unfit'; readonly objects: readonly Nameable[] }
  | { readonly status: 'unknown'; readonly words: string };

/** A reference with how surely the words are one: 0 is sure. */
export interface Read {
  readonly reference: Reference;
  readonly cost: number;
}

/** Words that surely are objects cost nothing; the less sure, the more. */
const COST = { several: 0.02, pronoun: 0.03, slip: 0.05, unfit: 0.15, half: 0.25, unknown: 0.4, word: 0.12 };

const EVERYTHING = new Set(['everything', 'all', 'everywhere', 'anything', 'something', 'everyone']);
export const QUANTIFIERS: ReadonlySet<string> = new Set(
  'all every each both everything anything any everywhere whole entire complete either'.split(' '),
);
/** Words beside a name that name nothing. */
const EMPTY = new Set(
  'one ones thing things stuff other else single two three four five new old too also well again still current currently'.split(
    ' ',
  ),
);
/** All that there is is in them. */
export const WHOLE: ReadonlySet<string> = new Set([
  'house',
  'home',
  'apartment',
  'flat',
  'place',
  'everywhere',
]);
const GENERIC = new Set(['device', 'gadget', 'item', 'object'].map(stem));
/** Words that no name has: they begin another clause. */
const NEVER = new Set(
  'if unless until when whenever while because what which who where why how once before after not never nobody somebody someone everybody'.split(
    ' ',
  ),
);
/** `mute for a moment`, `set it to half`: these are no names. */
const SPANS = new Set('half second seconds moment minute minutes hour hours while bit'.split(' '));
/** No name has more words that nobody knows. */
const LONGEST_UNKNOWN = 4;

/** Reads a run of tokens as the objects that it names. Undefined: it can't name any. */
export function readReference(tokens: readonly Token[], slot: ObjectSlot, world: World): Read | undefined {
  const pronoun = pronounOf(tokens.map(({ word }) => word).join(' '));
  if (pronoun !== undefined) return { reference: pronoun, cost: COST.pronoun };
  if (tokens.slice(0, -1).some(({ mark }) => mark === '.' || mark === '?')) return undefined;
  const parts = partsOf(tokens);
  return parts.length < 2 ? single(tokens, slot, world) : list(parts, tokens.length, slot, world);
}

function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.word === 'and' || token.word === 'or' || token.word === 'plus') parts.push([]);
    else {
      parts.at(-1)?.push(token);
      if (token.mark === ',') parts.push([]);
    }
  }
  // `in the kitchen and in the bedroom`
  return parts
    .map((part, index) => (index > 0 && isPlaced(part) ? part.slice(1) : part))
    .filter((part) => part.length > 0);
}

const isPlaced = ([first]: readonly Token[]): boolean => first !== undefined && PLACING.has(first.word);

/** `the kitchen light, the hall light and the lamp`; `the kitchen and the hall lights`. */
function list(
  parts: readonly (readonly Token[])[],
  count: number,
  slot: ObjectSlot,
  world: World,
): Read | undefined {
  const joined = parts.flat().length < count;
  // `the living room, switch …` goes on with a verb.
  const isVerb = ([only, ...more]: readonly Token[]) =>
    only !== undefined && more.length === 0 && world.spoken.has(only.stem);
  if (!joined && parts.slice(1).some(isVerb)) return undefined;
  const heads = parts.map((part) => typeTokens(part, world));
  const head = heads.findLast((tokens) => tokens.length > 0) ?? [];
  const objects = new Map<string, Nameable>();
  let cost = 0;
  for (const [index, part] of parts.entries()) {
    // `the kitchen and the hall lights`, `the lights in the kitchen and the hall`: they are of one type.
    const shared = heads[index]?.length === 0 ? single([...part, ...head], slot, world) : undefined;
    const read = shared?.reference.status === 'found' ? shared : single(part, slot, world);
    if (read?.reference.status !== 'found') return undefined;
    cost += read.cost;
    for (const object of read.reference.objects) objects.set(object.id, object);
  }
  return { reference: { status: 'found', objects: [...objects.values()], all: true }, cost };
}

const typeTokens = (tokens: readonly Token[], { things }: World): readonly Token[] =>
  tokens.filter((token) =>
    things.some(({ types }) => types.some((type) => type.length === 1 && type[0] === token.stem)),
  );

/** One phrase: words each of which is in a thing's name, type or group. */
function single(tokens: readonly Token[], slot: ObjectSlot, world: World): Read | undefined {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined || DETERMINERS.has(last.word)) return undefined;
  if (PREPOSITIONS.has(first.word) || PREPOSITIONS.has(last.word)) return undefined;
  // `switch the light` is no name.
  if (tokens.some((_, index) => isArticle(tokens, index))) return undefined;
  const quantified = tokens.some(({ word }) => QUANTIFIERS.has(word));
  const content = tokens.filter(
    ({ word }) =>
      !DETERMINERS.has(word) && !PREPOSITIONS.has(word) && !QUANTIFIERS.has(word) && !EMPTY.has(word),
  );
  const named = content.filter((token) => !GENERIC.has(token.stem) && token.stem !== stem(slot.kind));
  const words = named.filter(({ word, stem }) => !WHOLE.has(word) && !(quantified && world.rooms.has(stem)));
  const kind = world.things.filter(({ object }) => object.kind === slot.kind);
  const fit = kind.filter(({ object }) => slot.types.length === 0 || slot.types.includes(object.type));
  if (content.some(({ word }) => NEVER.has(word))) return undefined;
  if (words.length === 0) return unnamed(tokens, content, quantified, fit);
  const meant = kind.filter((thing) => explains(thing, words));
  if (meant.length === 0) return unknown(tokens, words, slot, world);
  const usable = meant.filter((thing) => fit.includes(thing));
  if (usable.length === 0)
    return { reference: { status: 'unfit', objects: meant.map(({ object }) => object) }, cost: COST.unfit };
  const slip = words.some(({ corrected }) => corrected === true) ? COST.slip : 0;
  // A room stands for all that is in it.
  const place = words.every(({ stem }) => usable.every(({ group }) => group.has(stem)));
  // `the lamps` are not the one that is called Lamp.
  const exact = usable.filter(
    (thing) => isNamed(thing, words) && (!last.plural || thing.spelled.has(last.word)),
  );
  const many = quantified || (exact.length === 0 && (last.plural || place)) || counts(tokens);
  const any = first.word === 'a' || first.word === 'an';
  return outcome(many ? usable : exact.length > 0 ? exact : likeliest(usable, words), many, slip, any);
}

/** Whether an article stands where a name has begun. */
function isArticle(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.word ?? '';
  return (
    /^(?:the|my|our|a|an)$/u.test(tokens[index]?.word ?? '') &&
    index > 0 &&
    !PREPOSITIONS.has(before) &&
    !QUANTIFIERS.has(before) &&
    !DETERMINERS.has(before)
  );
}

/** `everything`, `all my devices`, `both`, `a device`. */
function unnamed(
  tokens: readonly Token[],
  content: readonly Token[],
  quantified: boolean,
  fit: readonly Thing[],
): Read | undefined {
  const everything = tokens.some(({ word }) => EVERYTHING.has(word));
  const headed = quantified && tokens.some(({ word }) => EMPTY.has(word));
  if (!everything && !headed && content.length === 0) return undefined;
  return outcome(fit, everything || quantified || content.some(({ plural }) => plural), 0);
}

/** Words of the service's sentences are no names: `turn down the volume`. */
function unknown(
  tokens: readonly Token[],
  words: readonly Token[],
  slot: ObjectSlot,
  world: World,
): Read | undefined {
  const { stems, spoken, kinds, typeWords } = world;
  const ofKind = tokens.some(({ stem: base }) => base === stem(slot.kind) || GENERIC.has(base));
  // `the garden routine` is no device.
  if (words.some(({ stem: base }) => kinds.has(base) && base !== stem(slot.kind))) return undefined;
  const isNone = ({ word, stem: base }: Token) =>
    numberWord(word) !== undefined || SPANS.has(word) || MATTERS.has(base);
  if (words.some(isNone)) return undefined;
  if (words.some(({ word }) => /^[\d:.]+$/u.test(word)) || goesOn(tokens, world)) return undefined;
  // What is known as something else is not unknown.
  const isOther = ({ object }: Thing) => object.kind !== slot.kind;
  if (!ofKind && world.things.some((thing) => isOther(thing) && explains(thing, words))) return undefined;
  if (words.length > LONGEST_UNKNOWN) return undefined;
  if (!ofKind && words.some(({ stem }) => spoken.has(stem) && !stems.has(stem))) return undefined;
  const types = words.flatMap(({ stem: base }) => typeWords.get(base) ?? []);
  const strange = words.filter(({ stem }) => !stems.has(stem)).length;
  const base = strange < words.length ? COST.half : COST.unknown;
  if (slot.types.length > 0 && types.some((type) => !slot.types.includes(type)))
    return { reference: { status: 'unfit', objects: [] }, cost: base + COST.word * strange };
  const reference = { status: 'unknown', words: words.map(({ word }) => word).join(' ') } as const;
  return { reference, cost: base + COST.word * strange };
}

/** Whether the words do not end with a name: `the heating comes`, `the lights on every evening`. */
function goesOn(tokens: readonly Token[], world: World): boolean {
  if (tokens.some(({ word }, index) => index > 0 && (PARTICLES.has(word) || QUANTIFIERS.has(word))))
    return true;
  const [head] = typeTokens(tokens, world);
  const after = head === undefined ? [] : tokens.slice(tokens.indexOf(head) + 1);
  return (
    after.length > 0 &&
    !world.stems.has(after.at(-1)?.stem ?? '') &&
    !after.some(({ word }) => PLACING.has(word))
  );
}

const PLACING = new Set(['in', 'on', 'at', 'of', 'by', 'from', 'for']);

/** `the two lights`. */
const counts = (tokens: readonly Token[]): boolean =>
  tokens.some(({ word }) => EMPTY.has(word) && (numberWord(word) ?? 0) > 1);

function outcome(things: readonly Thing[], many: boolean, cost: number, any = false): Read {
  const objects = things.map(({ object }) => object);
  if (objects.length === 0) return { reference: { status: 'unknown', words: '' }, cost: COST.half };
  if (objects.length === 1 || many) return { reference: { status: 'found', objects, all: many }, cost };
  return { reference: { status: 'several', objects, any }, cost: cost + COST.several };
}
