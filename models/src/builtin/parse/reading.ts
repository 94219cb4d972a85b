import { phrasesOf } from '../grammar/choice-words.ts';
import { TELLING, type ActionGrammar, type Grammar, type WeighedPattern } from '../grammar/grammar.ts';
import {
  DETERMINERS,
  functionWords,
  NEGATIONS,
  PARTICLES,
  PREPOSITIONS,
  SWITCHING,
} from '../language/function-words.ts';
import type { Element } from '../grammar/pattern.ts';
import { isStopping, type Mood } from '../language/mood.ts';
import { tellsOfSomebody } from '../language/subject.ts';
import { synonymsOf } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import type { Filling } from '../slots/fill.ts';
import { align, type Alignment, type Sentence } from './align.ts';
import { STANDING_IN } from './costs.ts';
import { isTold, saysWhatHappens } from './narrative.ts';
import { saysOtherwise } from './otherwise.ts';

/** A sentence understood as one of a service's patterns. */
export interface Reading {
  readonly pattern: WeighedPattern;
  readonly alignment: Alignment;
  /** 1: it is just like the pattern; 0: nothing in common. */
  readonly confidence: number;
}

/** Below it a reading is a guess. */
const UNDERSTOOD = 0.6;
/** Articles and the like, which nobody minds. */
const SMALLEST = 0.05;
/** A request that is put as a question costs a little. */
const OTHER_MOOD = 0.1;

export interface Asked extends Sentence {
  readonly mood: Mood;
  /** What costs more is of no interest. */
  readonly most: number;
  /** What is read is to be done later. */
  readonly later: boolean;
}

/**
 * The likeliest way to understand a sentence that `accept` takes.
 *
 * @param accept what a reading comes to and how sure that is, or undefined if it comes to nothing after all.
 */
export function bestReading<T>(
  asked: Asked,
  grammar: Grammar,
  accept: (reading: Reading) => { readonly value: T; readonly sureness: number } | undefined,
): { readonly reading: Reading; readonly value: T } | undefined {
  const { filler, start, end, weights, mood, later, carried, most } = asked;
  const tokens = filler.tokens.slice(start, end);
  const present = presentIn(tokens, carried, grammar);
  const total = weights.slice(start, end).reduce((sum, weight) => sum + weight, 0);
  const timed = tokens.some((_, index) => filler.moments(start + index).size > 0);
  const candidates: { pattern: WeighedPattern; whole: number; fixed: number; bound: number }[] = [];
  for (const pattern of grammar.patterns) {
    if (!mayMean(pattern, mood, tokens[0])) continue;
    if ((!timed && needsTime(pattern)) || (later && !canWait(pattern.frame.action))) continue;
    const whole = Math.max(1, (pattern.total + total) / 2);
    const fixed = pattern.cost + (pattern.mood === 'question' && mood === 'request' ? OTHER_MOOD : 0);
    const lacking = missing(pattern, present);
    const bound = 1 - (fixed + lacking) / whole;
    if (bound >= UNDERSTOOD && lacking + pattern.cost <= most)
      candidates.push({ pattern, whole, fixed, bound });
  }
  // The most promising first: the better the best is, the less of the others must be looked at.
  candidates.sort((a, b) => b.bound - a.bound || b.pattern.total - a.pattern.total);
  let best: { reading: Reading; value: T } | undefined;
  for (const { pattern, whole, fixed, bound } of candidates) {
    const least = best?.reading.confidence ?? UNDERSTOOD;
    if (bound <= least) break;
    const alignment = align(pattern, asked, Math.min(whole * (1 - least) - fixed, most - pattern.cost));
    if (alignment === undefined || !isAnchored(pattern, alignment, asked)) continue;
    if (isAnotherMatter(pattern, alignment, asked, grammar)) continue;
    const confidence = 1 - (alignment.cost + fixed) / whole;
    if (best !== undefined && confidence <= least) continue;
    const accepted = accept({ pattern, alignment, confidence });
    const sure = confidence * (accepted?.sureness ?? 0);
    if (accepted !== undefined && sure > least)
      best = { reading: { pattern, alignment, confidence: sure }, value: accepted.value };
  }
  return best;
}

/** A question is no command: what has an effect is only read from sentences that ask for it. */
function mayMean(pattern: WeighedPattern, mood: Mood, first: Token | undefined): boolean {
  const { effect } = pattern.frame.action.action;
  if (effect === 'read' || mood === 'request') return true;
  if (pattern.mood === 'question') return true;
  const start = pattern.elements[0];
  return mood === 'perhaps' && start !== undefined && 'stem' in start && start.stem === first?.stem;
}

/** Which of the grammar's stems a sentence has, itself or by a synonym. */
function presentIn(tokens: readonly Token[], carried: ReadonlySet<string>, { stems }: Grammar): Uint8Array {
  const present = new Uint8Array(stems.size);
  const add = (stem: string) => {
    const id = stems.get(stem);
    if (id !== undefined) present[id] = 1;
  };
  for (const { stem } of tokens) {
    add(stem);
    for (const other of synonymsOf(stem)) add(other);
  }
  for (const stem of carried) add(stem);
  return present;
}

/** What the pattern's words that the sentence has not cost at least: another word may stand in for one of them. */
function missing({ ids, weights }: WeighedPattern, present: Uint8Array): number {
  let weight = 0;
  let weightiest = 0;
  for (let index = 0; index < ids.length; index += 1) {
    const id = ids[index] ?? -1;
    if (id < 0 || present[id] === 1) continue;
    weight += weights[index] ?? 0;
    weightiest = Math.max(weightiest, weights[index] ?? 0);
  }
  return weight - weightiest * (1 - STANDING_IN);
}

/** Looking things up, and planning itself, are not for later. */
const canWait = ({ action, fields }: ActionGrammar): boolean =>
  action.effect !== 'read' && ![...fields.values()].some(({ slot }) => slot.type === 'calls');

/** Whether a pattern is nothing but a time and what is to happen then. */
const needsTime = ({ elements }: WeighedPattern): boolean =>
  elements.every((element) => 'field' in element) &&
  elements.some((element) => 'field' in element && element.field.slot.type === 'schedule');

/**
 * Whether a sentence has something that says what is wanted: a telling word of the pattern; or, where the pattern has
 * none, all of its fields, surely.
 */
function isAnchored(
  { elements, weights }: WeighedPattern,
  { same, alike, bindings }: Alignment,
  { carried }: Asked,
): boolean {
  const tells = (_: unknown, row: number) => (weights[row] ?? 0) >= TELLING;
  // Free words may be anything, so what leads to them must be just what it is.
  const free = bindings.some(({ filling }) => filling.type === 'value' && !filling.known);
  const met = elements.some((element, row) => {
    if (!('stem' in element) || !tells(element, row)) return false;
    if (free) return same.has(row) && !PARTICLES.has(element.word);
    return same.has(row) || alike.has(row) || carried.has(element.stem);
  });
  if (met) return true;
  if (free) return false;
  const sure = (element: Element) =>
    'stem' in element || bindings.some(({ field, filling }) => field === element.field && isSure(filling));
  if (!elements.every(sure)) return false;
  const words = elements.filter((element, row) => 'stem' in element && tells(element, row));
  // A pattern of small words alone must be there word for word.
  if (words.length === 0)
    return elements.every(
      (element, row) => 'field' in element || same.has(row) || (weights[row] ?? 0) < SMALLEST,
    );
  // `the kitchen speaker to 20`: its fields alone may tell, if they say what of which object.
  const types = new Set(bindings.map(({ field }) => field.slot.type));
  return types.has('object') && (types.has('number') || types.has('choice'));
}

function isSure(filling: Filling): boolean {
  switch (filling.type) {
    case 'value':
      return filling.known;
    case 'objects':
      return filling.reference.status === 'found' || filling.reference.status === 'several';
    case 'moment':
    case 'calls':
      return true;
  }
}

/** What follows them decides whether something is to be done. */
const CONDITIONS = new Set(['if', 'unless', 'until', 'when', 'whenever', 'once', 'after', 'before', 'while']);

/** Whether the sentence tells a story, or says `not`, a condition, an object, a number or a time, and the reading leaves that out: it is then not what is wanted. */
function isAnotherMatter(
  pattern: WeighedPattern,
  alignment: Alignment,
  asked: Asked,
  { commands, kinds }: Grammar,
): boolean {
  const { unexplained, bindings } = alignment;
  const { filler, mood, start, carried } = asked;
  const { tokens } = filler;
  // `I am in the bedroom, turn on the light` asks nothing.
  if (pattern.frame.action.action.effect === 'read')
    return (
      mood === 'request' &&
      pattern.mood === 'question' &&
      (tokens[start]?.word === 'leave' ||
        tokens[start]?.word === 'you' ||
        unexplained.some((index) => isCommand(pattern, commands, tokens[index])))
    );
  const said = tokens.slice(start, asked.end);
  if (said.some((_, index) => index > 0 && isLeft(said, index)) || isReport(pattern, said)) return true;
  if (saysOtherwise(pattern, commands, said)) return true;
  if (mood === 'request' && saysWhatHappens(said, start, bindings, commands)) return true;
  const begins = (index: number) => index > start && tokens[index - 1]?.mark !== '';
  if (unexplained.some((index) => begins(index) && isCommand(pattern, commands, tokens[index]))) return true;
  if (hasSecondPlace(pattern, alignment, asked)) return true;
  if (isTold(pattern, alignment, asked) || namesElse(pattern, alignment, asked)) return true;
  // `delete the garden routine` is about no device.
  const ofKind = (stem: string) => kinds.has(stem) && !pattern.frame.kinds.has(stem);
  if (unexplained.some((index) => ofKind(tokens[index]?.stem ?? ''))) return true;
  const left = new Set(unexplained);
  if (left.has(start) && isStopping(tokens.slice(start))) return true;
  if (unexplained.some((index) => NEGATIONS.has(tokens[index]?.word ?? ''))) return true;
  if (unexplained.some((index) => CONDITIONS.has(tokens[index]?.word ?? '') && index > start)) return true;
  if (unexplained.some((index) => filler.isName(index) || isOpposed(pattern, tokens[index]))) return true;
  // `turn on the light and off` says both.
  if (
    unexplained.some((index) => tokens[index]?.word === 'on' && SWITCHING.has(tokens[index - 1]?.word ?? ''))
  )
    return true;
  if (unexplained.some((index) => /^(?:\d|half$|twice$|double$)/u.test(tokens[index]?.word ?? '')))
    return true;
  if (mood === 'question' && pattern.mood === 'question' && left.has(start)) return true;
  // What carries on from the request before must name something that is known.
  const known = bindings.every(({ filling }) => filling.type !== 'value' || filling.known);
  if (!known && carried.size > 0 && !startsAlike(pattern, tokens.slice(start, asked.end))) return true;
  return unexplained.some((index) =>
    [...filler.moments(index)].some(([end, moment]) => {
      const partOnly = Object.keys(moment).every((key) => key === 'part');
      return !partOnly && tokens.slice(index, end).every((_, offset) => left.has(index + offset));
    }),
  );
}

/** `…, but leave the lamp on`: what follows is to stay as it is. */
const isLeft = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.word === 'leave' &&
  (/^(?:and|but)$/u.test(tokens[index - 1]?.word ?? '') || tokens[index - 1]?.mark !== '');

/** Whether a pattern tells of somebody, and the sentence neither does nor has its verb: `get me some light`, `I bought a light`. */
function isReport({ elements }: WeighedPattern, tokens: readonly Token[]): boolean {
  const words = elements.filter((element) => 'word' in element);
  const [, verb] = words;
  if (verb === undefined || !tellsOfSomebody(words)) return false;
  return !/^(?:i|we)$/u.test(tokens[0]?.word ?? '') && !tokens.some(({ word }) => word === verb.word);
}

const isCommand = (
  { frame }: WeighedPattern,
  commands: ReadonlySet<string>,
  token: Token | undefined,
): boolean => token !== undefined && commands.has(token.stem) && !frame.stems.has(token.stem);

/** `the TV to the hall and the lamp to the study`: in one reading, one of the two would go where it should not. */
function hasSecondPlace(
  { frame }: WeighedPattern,
  { unexplained, bindings }: Alignment,
  { filler: { tokens } }: Asked,
): boolean {
  return bindings.some(({ field, start }) => {
    const lead = tokens[start - 1];
    const leads = lead !== undefined && frame.action.cues.get(field.name)?.has(lead.stem) === true;
    if (field.slot.type !== 'text' || !leads || !PREPOSITIONS.has(lead.word)) return false;
    return unexplained.some((index) => tokens[index] !== lead && tokens[index]?.word === lead.word);
  });
}

/** Whether something is named where the pattern's objects should be that is none: `delete my account`. */
function namesElse(
  { frame }: WeighedPattern,
  { unexplained, bindings }: Alignment,
  { filler: { tokens }, end }: Asked,
): boolean {
  const open = [...frame.action.fields.values()].filter(
    ({ slot, required }) => slot.type === 'object' && required,
  );
  if (open.length === 0 || bindings.some(({ field }) => open.includes(field))) return false;
  return unexplained.some((index) => {
    const [before, noun, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
    const ends =
      index + 1 >= end || after === undefined || noun?.mark !== '' || functionWords.has(after.word);
    return ends && !functionWords.has(noun?.word ?? '') && DETERMINERS.has(before?.word ?? '');
  });
}

/** Whether a word that is left out means another value of what the pattern fixes, or turns its verb: `sound off`. */
function isOpposed({ frame }: WeighedPattern, token: Token | undefined): boolean {
  if (token === undefined || frame.stems.has(token.stem)) return false;
  if (PARTICLES.has(token.word) && token.word !== 'on' && token.word !== 'back') return true;
  return Object.keys(frame.input).some((name) => {
    const slot = frame.action.fields.get(name)?.slot;
    return (
      slot?.type === 'choice' &&
      phrasesOf(slot).some(({ stems }) => stems.length === 1 && stems[0] === token.stem)
    );
  });
}

const startsAlike = ({ elements }: WeighedPattern, tokens: readonly Token[]): boolean =>
  elements.some((element) => 'stem' in element && tokens.some(({ stem }) => stem === element.stem));
