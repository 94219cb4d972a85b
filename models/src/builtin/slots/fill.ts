import type { Json } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import { DETERMINERS, functionWords } from '../language/function-words.ts';
import { numberOf } from '../language/numbers.ts';
import { stem } from '../language/stem.ts';
import type { Token } from '../language/token.ts';
import { readChoice } from './choice.ts';
import { momentsAt, type Moment } from './moment.ts';
import { QUANTIFIERS, readReference, type ObjectSlot, type Read, type Reference } from './reference.ts';
import { readText } from './text.ts';
import type { World } from './world.ts';

/** What a run of words fills a field with. */
export type Filling =
  | { readonly type: 'value'; readonly value: Json; readonly known: boolean }
  | { readonly type: 'objects'; readonly reference: Reference }
  | { readonly type: 'moment'; readonly moment: Moment }
  /** Requests to be read by themselves. */
  | { readonly type: 'calls' };

export interface Filled {
  /** The tokens are those from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  readonly filling: Filling;
  readonly cost: number;
}

/** What words that are to be requests themselves cost here: each a little, so that a shorter reading wins. */
const CALLS = 0.01;
/** What it costs that unknown words do not say the kind of the objects, where the examples mostly do. */
const ODD = 0.15;
/** What it costs to take `on every evening` for the time. */
const ON_EVERY = 0.05;
/** No name, and no free text that is meant, has more words. */
const LONGEST = 14;

/** Reads runs of a message's tokens as fillings of fields, each once. */
export class Filler {
  readonly tokens: readonly Token[];
  readonly #text: string;
  readonly #world: World;
  readonly #starters: ReadonlySet<string>;
  readonly #references = new Map<string, Map<number, Read | undefined>>();
  readonly #moments = new Map<number, ReadonlyMap<number, Moment>>();
  readonly #fillings = new Map<Field, (readonly Filled[])[]>();

  constructor(text: string, tokens: readonly Token[], world: World, starters: ReadonlySet<string>) {
    this.#text = text;
    this.tokens = tokens;
    this.#world = world;
    this.#starters = starters;
  }

  /** All that the tokens from `start` on can fill the field with, the shortest first. */
  from(field: Field, start: number): readonly Filled[] {
    let byStart = this.#fillings.get(field);
    if (byStart === undefined) this.#fillings.set(field, (byStart = []));
    return (byStart[start] ??= [...this.#read(field, start)]);
  }

  /** Whether a token is of an object's name, type or group. */
  isName(place: number): boolean {
    const { stems, kinds } = this.#world;
    const { word, stem } = this.tokens[place] ?? { word: '', stem: '' };
    return stems.has(stem) && !kinds.has(stem) && !functionWords.has(word);
  }

  /** What is said of time from `start` on, by where it could end. */
  moments(start: number): ReadonlyMap<number, Moment> {
    let moments = this.#moments.get(start);
    if (moments === undefined) this.#moments.set(start, (moments = momentsAt(this.tokens, start)));
    return moments;
  }

  *#read(field: Field, start: number): Generator<Filled> {
    if (field.slot.type === 'schedule') {
      for (const [end, moment] of this.moments(start))
        yield {
          start,
          end,
          filling: { type: 'moment', moment },
          cost: this.#isOnEvery(start) ? ON_EVERY : 0,
        };
      return;
    }
    const longest = field.slot.type === 'calls' ? Infinity : LONGEST;
    const last = Math.min(this.tokens.length, start + longest);
    for (let end = start + 1; end <= last; end += 1) {
      const read = this.#fill(field, start, end);
      if (read !== undefined) yield { start, end, ...read };
    }
  }

  #fill(
    { slot, schema, byKind }: Field,
    start: number,
    end: number,
  ): { readonly filling: Filling; readonly cost: number } | undefined {
    switch (slot.type) {
      case 'object': {
        const read = this.#reference(slot, start, end);
        if (read === undefined || this.#isMoment(read, start)) return undefined;
        const odd = byKind && read.reference.status === 'unknown' && !this.#saysKind(slot, start, end);
        const reference = slot.many && this.#isAskedOf(start) ? all(read.reference) : read.reference;
        return { filling: { type: 'objects', reference }, cost: read.cost + (odd ? ODD : 0) };
      }
      case 'choice': {
        const read = readChoice(this.tokens.slice(start, end), slot);
        return read && { filling: { type: 'value', value: read.value, known: true }, cost: read.cost };
      }
      case 'text': {
        const read = readText(this.tokens.slice(start, end), slot, this.#text, this.#starters, this.#world);
        if (read === undefined || !schema.safeParse(read.value).success) return undefined;
        return { filling: { type: 'value', value: read.value, known: read.known }, cost: read.cost };
      }
      case 'number': {
        const value = numberOf(this.tokens.slice(start, end));
        return value === undefined || this.#isPronoun(start, end)
          ? undefined
          : { filling: { type: 'value', value, known: true }, cost: 0 };
      }
      case 'calls':
        return this.#mayBegin(start)
          ? { filling: { type: 'calls' }, cost: CALLS * (end - start) }
          : undefined;
      case 'schedule':
        return undefined;
    }
  }

  /** `pause for a second`: that is no place in a list. */
  #isMoment({ reference }: Read, start: number): boolean {
    return (
      reference.status === 'pronoun' &&
      typeof reference.which === 'number' &&
      this.tokens[start - 1]?.word === 'a'
    );
  }

  /** `which lamp is on?` asks of all of them. */
  #isAskedOf(start: number): boolean {
    return /^(?:which|what)$/u.test(this.tokens[start - 1]?.word ?? '');
  }

  /** `turn the lights on every evening`: `on` is rather what is to be done. */
  #isOnEvery(start: number): boolean {
    return this.tokens[start]?.word === 'on' && /^(?:every|each)$/u.test(this.tokens[start + 1]?.word ?? '');
  }

  #saysKind({ kind }: ObjectSlot, start: number, end: number): boolean {
    return this.tokens.slice(start, end).some((token) => token.stem === stem(kind));
  }

  /** `the bedroom one`: that is no number. */
  #isPronoun(start: number, end: number): boolean {
    const before = this.tokens[start - 1]?.word ?? '';
    return (
      end === start + 1 &&
      this.tokens[start]?.word === 'one' &&
      (DETERMINERS.has(before) || before === 'other' || before === 'same' || this.isName(start - 1))
    );
  }

  /** Whether a request can begin there: with a word that requests begin with, or with what it is about. */
  #mayBegin(start: number): boolean {
    const token = this.tokens[start];
    if (token === undefined) return false;
    const { word, stem } = token;
    return (
      functionWords.has(word) ||
      this.#starters.has(stem) ||
      this.#world.stems.has(stem) ||
      QUANTIFIERS.has(word)
    );
  }

  /** Slots of the same kind and types share what is read. */
  #reference(slot: ObjectSlot, start: number, end: number): Read | undefined {
    const key = `${slot.kind} ${String(slot.many)} ${slot.types.join()}`;
    let reads = this.#references.get(key);
    if (reads === undefined) this.#references.set(key, (reads = new Map<number, Read | undefined>()));
    const place = start * (this.tokens.length + 1) + end;
    const known = reads.get(place);
    if (known !== undefined || reads.has(place)) return known;
    const read = readReference(this.tokens.slice(start, end), slot, this.#world);
    reads.set(place, read);
    return read;
  }
}

const all = (reference: Reference): Reference =>
  reference.status === 'several' ? { status: 'found', objects: reference.objects, all: true } : reference;
