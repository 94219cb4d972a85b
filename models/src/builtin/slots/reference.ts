import type { Nameable, Slot } from '@agentic-service-bot/bot/definition';
import { DETERMINERS, PREPOSITIONS } from '../language/function-words.ts';
import { numberWord, ordinalWord } from '../language/numbers.ts';
import { stem } from '../language/stem.ts';
import type { Token } from '../language/token.ts';
import type { Thing, World } from './world.ts';

export type ObjectSlot = Extract<Slot, { type: 'object' }>;

/** What words that name objects came to. */
export type Reference =
  | { readonly status: 'found'; readonly objects: readonly Nameable[]; readonly all: boolean }
  /** One is meant, and several fit. */
  | { readonly status: 'several'; readonly objects: readonly Nameable[] }
  /** `it`, `the other one`: what was spoken of before says which. */
  | {
      readonly status: 'pronoun';
      readonly which: 'same' | 'other' | 'first' | 'last' | number;
      readonly plural: boolean;
    }
  /** It exists, and this does not work with it. */
  | { readonly status: 'unfit'; readonly objects: readonly Nameable[] }
  | { readonly status: 'unknown'; readonly words: string };

/** A reference with how surely the words are one: 0 is sure. */
export interface Read {
  readonly reference: Reference;
  readonly cost: number;
}

const SAME = new Set([
  ...['it', 'that', 'this', 'them', 'they', 'those', 'these', 'there', 'that one', 'this one', 'the same'],
  ...[
    'the same one',
    'same one',
    'the same ones',
    'that thing',
    'those ones',
    'these ones',
    'the one',
    'all them',
  ],
]);
const OTHER = new Set([
  'the other one',
  'the other',
  'other one',
  'the others',
  'the other ones',
  'another one',
]);
const EVERYTHING = new Set(['everything', 'all', 'everywhere', 'anything', 'something', 'everyone']);
const QUANTIFIERS = new Set([
  'all',
  'every',
  'each',
  'both',
  'everything',
  'anything',
  'any',
  'everywhere',
  'whole',
  'entire',
  'complete',
]);
const EMPTY_HEADS = new Set([
  'one',
  'ones',
  'thing',
  'stuff',
  'other',
  'else',
  'single',
  'two',
  'three',
  'four',
  'five',
  'new',
  'old',
  'too',
  'also',
  'well',
  'again',
  'stil',
  'still',
  'current',
  'currently',
]);
const GENERIC = new Set(['device', 'gadget', 'item', 'object'].map(stem));

/** Words that surely are objects cost nothing; the less sure, the more. */
const COST = { found: 0, several: 0.02, pronoun: 0.03, unfit: 0.15, half: 0.25, unknown: 0.4 };

/** Reads a run of tokens as the objects that it names. Undefined: it can't name any. */
export function readReference(tokens: readonly Token[], slot: ObjectSlot, world: World): Read | undefined {
  const phrase = tokens.map(({ word }) => word).join(' ');
  const pronoun = pronounOf(phrase);
  if (pronoun !== undefined) return { reference: pronoun, cost: COST.pronoun };
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (PREPOSITIONS.has(first.word) || PREPOSITIONS.has(last.word) || DETERMINERS.has(last.word))
    return undefined;
  if (tokens.slice(0, -1).some(({ mark }) => mark === '.' || mark === '?')) return undefined;
  return exception(tokens, slot, world) ?? single(tokens, slot, world) ?? list(tokens, slot, world);
}

function pronounOf(phrase: string): Reference | undefined {
  if (SAME.has(phrase))
    return { status: 'pronoun', which: 'same', plural: /^(?:them|they|those|these|all)/u.test(phrase) };
  if (OTHER.has(phrase)) return { status: 'pronoun', which: 'other', plural: phrase.endsWith('s') };
  const place = /^(?:the )?(\w+)(?: one)?$/u.exec(phrase)?.[1] ?? '';
  if (place === 'last' || place === 'former' || place === 'latter') {
    return { status: 'pronoun', which: place === 'former' ? 'first' : 'last', plural: false };
  }
  const ordinal = ordinalWord(place);
  return ordinal === undefined ? undefined : { status: 'pronoun', which: ordinal, plural: false };
}

/** `all the lights except the hall light`. */
function exception(tokens: readonly Token[], slot: ObjectSlot, world: World): Read | undefined {
  const at = tokens.findIndex(
    ({ word }) => word === 'except' || word === 'besides' || word === 'excluding' || word === 'but',
  );
  if (at <= 0) return undefined;
  const base = readReference(tokens.slice(0, at), slot, world);
  const taken = readReference(skipPreposition(tokens.slice(at + 1)), slot, world);
  if (base?.reference.status !== 'found' && base?.reference.status !== 'several') return undefined;
  if (taken?.reference.status !== 'found') return undefined;
  const gone = new Set(taken.reference.objects.map(({ id }) => id));
  const objects = base.reference.objects.filter(({ id }) => !gone.has(id));
  return objects.length === 0
    ? undefined
    : { reference: { status: 'found', objects, all: true }, cost: base.cost + taken.cost };
}

const skipPreposition = (tokens: readonly Token[]): readonly Token[] =>
  PREPOSITIONS.has(tokens[0]?.word ?? '') || tokens[0]?.word === 'for' ? tokens.slice(1) : tokens;

/** `the kitchen light, the hall light and the lamp`; `the kitchen and the hall lights`. */
function list(tokens: readonly Token[], slot: ObjectSlot, world: World): Read | undefined {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.word === 'and' || token.word === 'or' || token.word === 'plus') parts.push([]);
    else {
      parts.at(-1)?.push(token);
      if (token.mark === ',') parts.push([]);
    }
  }
  const named = parts.filter((part) => part.length > 0);
  if (named.length < 2) return undefined;
  const head = named.at(-1) ?? [];
  const objects = new Map<string, Nameable>();
  let cost = 0;
  for (const part of named) {
    // `the kitchen and the hall lights`: what the last is, the others are, too.
    const shared = part === head ? undefined : single([...part, ...typeTokens(head, world)], slot, world);
    const read =
      shared?.reference.status === 'found' && head.at(-1)?.plural === true
        ? shared
        : single(part, slot, world);
    if (read?.reference.status !== 'found') return undefined;
    cost += read.cost;
    for (const object of read.reference.objects) objects.set(object.id, object);
  }
  return { reference: { status: 'found', objects: [...objects.values()], all: true }, cost };
}

const typeTokens = (tokens: readonly Token[], world: World): readonly Token[] =>
  tokens.filter(({ stem }) =>
    world.things.some(({ types }) => types.some((type) => type.length === 1 && type[0] === stem)),
  );

/** One phrase: words each of which is in a thing's name, type or group. */
function single(tokens: readonly Token[], slot: ObjectSlot, world: World): Read | undefined {
  const content = tokens.filter(
    ({ word, stem }) =>
      !DETERMINERS.has(word) &&
      !PREPOSITIONS.has(word) &&
      !QUANTIFIERS.has(word) &&
      !EMPTY_HEADS.has(word) &&
      !EMPTY_HEADS.has(stem),
  );
  if (content.some(({ word }) => word === 'and' || word === 'or')) return undefined;
  const quantified = tokens.some(({ word }) => QUANTIFIERS.has(word));
  const generic = (stem: string) => GENERIC.has(stem) || stem === slot.kind;
  const words = content.filter(({ stem }) => !generic(stem));
  const kind = world.things.filter(({ object }) => object.kind === slot.kind);
  const fit = kind.filter(({ object }) => slot.types.length === 0 || slot.types.includes(object.type));
  if (words.length === 0) {
    const everything = tokens.some(({ word }) => EVERYTHING.has(word));
    const heads =
      content.length > 0 || tokens.some(({ word }) => EMPTY_HEADS.has(word) && !DETERMINERS.has(word));
    if (!everything && !(heads && (quantified || content.length > 0))) return undefined;
    const many = everything || quantified || content.some(({ plural }) => plural);
    return outcome(fit, many, COST.found);
  }
  const slip = words.some(({ corrected }) => corrected === true) ? 0.05 : 0;
  const meant = kind.filter((thing) => explains(thing, words));
  if (meant.length > 0) {
    const usable = meant.filter((thing) => fit.includes(thing));
    if (usable.length === 0)
      return { reference: { status: 'unfit', objects: meant.map(({ object }) => object) }, cost: COST.unfit };
    const head = words.at(-1);
    const groupOnly =
      words.every(({ stem }) => usable.every(({ group }) => group.has(stem))) &&
      !usable.some((thing) => isNamed(thing, words));
    const plural = quantified || head?.plural === true || groupOnly || counts(tokens);
    const exact = usable.filter((thing) => isNamed(thing, words));
    const chosen =
      plural && !(head?.plural !== true && exact.length > 0 && !quantified)
        ? usable
        : exact.length > 0
          ? exact
          : usable;
    return outcome(chosen, plural, COST.found + slip);
  }
  const known = words.filter(({ stem }) => world.stems.has(stem)).length;
  const text = words.map(({ word }) => word).join(' ');
  if (words.length > 4) return undefined;
  return {
    reference: { status: 'unknown', words: text },
    cost:
      known === words.length
        ? COST.half
        : known > 0
          ? COST.half + 0.1 * (words.length - known)
          : COST.unknown + 0.15 * (words.length - 1),
  };
}

const counts = (tokens: readonly Token[]): boolean =>
  tokens.some(({ word }) => (numberWord(word) ?? 0) > 1 && EMPTY_HEADS.has(word));

function outcome(things: readonly Thing[], many: boolean, cost: number): Read | undefined {
  const objects = things.map(({ object }) => object);
  if (objects.length === 0) return { reference: { status: 'unknown', words: '' }, cost: COST.half };
  if (objects.length === 1 || many) return { reference: { status: 'found', objects, all: many }, cost };
  return { reference: { status: 'several', objects }, cost: cost + COST.several };
}

/** Whether each word is in the thing's name, type or group. */
function explains({ name, group, types }: Thing, words: readonly Token[]): boolean {
  const stems = new Set(words.map(({ stem }) => stem));
  const asType = new Set(types.filter((type) => type.every((each) => stems.has(each))).flat());
  return words.every(({ stem }) => name.has(stem) || group.has(stem) || asType.has(stem));
}

/** Whether the words are the thing's whole name, or its name and group. */
const isNamed = ({ name, group }: Thing, words: readonly Token[]): boolean =>
  [...name].every((stem) => words.some((word) => word.stem === stem)) &&
  words.every(({ stem }) => name.has(stem) || group.has(stem));
