import { PARTICLES } from '../language/function-words.ts';
import { phrasesOf, type ChoicePhrase } from './choice-words.ts';
import type { Field } from './field.ts';
import { fieldNames, type Element, type Pattern } from './pattern.ts';

/** What each step away from an example costs. */
const REORDERED = 0.01;
const SAME_VALUE = 0.06;
const OTHER_VALUE = 0.14;

/** An action's patterns with the everyday variations that follow from their form and the words of its choices. */
export function withVariants(patterns: readonly Pattern[], fields: ReadonlyMap<string, Field>): Pattern[] {
  const reworded = patterns.flatMap((pattern) => [pattern, ...otherWords(pattern, fields, patterns)]);
  return reworded.flatMap((each) => [each, ...movedParticle(each), ...movedTime(each)]);
}

/** `turn off the light` and `turn the light off` are one. */
function movedParticle(pattern: Pattern): Pattern[] {
  const { elements } = pattern;
  return elements.flatMap((element, index) => {
    const next = elements[index + 1];
    if (next === undefined) return [];
    const before = elements[index - 1];
    if (before === undefined || 'field' in before) return [];
    const particleFirst = isParticle(element) && isObject(next);
    const particleLast = isObject(element) && isParticle(next);
    if (!particleFirst && !particleLast) return [];
    return [
      {
        ...pattern,
        elements: elements.with(index, next).with(index + 1, element),
        cost: pattern.cost + REORDERED,
      },
    ];
  });
}

/** A time may stand before or after what is to happen then. */
function movedTime(pattern: Pattern): Pattern[] {
  const { elements } = pattern;
  return elements.flatMap((element, index) => {
    const next = elements[index + 1];
    if (next === undefined || !('field' in element) || !('field' in next)) return [];
    const kinds = [element.field.slot.type, next.field.slot.type];
    if (!kinds.includes('calls') || !kinds.includes('schedule')) return [];
    return [
      {
        ...pattern,
        elements: elements.with(index, next).with(index + 1, element),
        cost: pattern.cost + REORDERED,
      },
    ];
  });
}

/** The pattern with the words of a fixed choice replaced: by others of that value, and by those of other values. */
function otherWords(
  pattern: Pattern,
  fields: ReadonlyMap<string, Field>,
  all: readonly Pattern[],
): Pattern[] {
  const free = pattern.elements.some((element) => 'field' in element && element.field.slot.type === 'text');
  const variants: Pattern[] = [];
  for (const [name, value] of Object.entries(pattern.input)) {
    const slot = fields.get(name)?.slot;
    if (slot?.type !== 'choice') continue;
    const phrases = phrasesOf(slot);
    for (const phrase of phrases.filter((candidate) => candidate.value === value)) {
      const at = placeOf(pattern.elements, phrase);
      if (at === undefined) continue;
      for (const other of phrases) {
        if (other.words.join(' ') === phrase.words.join(' ')) continue;
        const same = other.value === value;
        const input = { ...pattern.input, [name]: other.value };
        if (!same && (free || other.words.length !== phrase.words.length || !isSaid(pattern, input, all)))
          continue;
        variants.push({
          ...pattern,
          elements: replaced(pattern.elements, at, phrase.words.length, other),
          input,
          cost: pattern.cost + (same ? SAME_VALUE : OTHER_VALUE),
        });
      }
      break;
    }
  }
  return variants;
}

/** Whether some example that fixes the other fields so fills all that this pattern fills. */
function isSaid(pattern: Pattern, input: Pattern['input'], all: readonly Pattern[]): boolean {
  const filled = fieldNames(pattern);
  const key = JSON.stringify(Object.entries(input).sort());
  const others = all
    .filter((other) => JSON.stringify(Object.entries(other.input).sort()) === key)
    .flatMap(fieldNames);
  return filled.every((name) => others.includes(name));
}

function placeOf(elements: readonly Element[], { stems }: ChoicePhrase): number | undefined {
  const at = elements.findIndex((_, index) =>
    stems.every((stem, offset) => {
      const element = elements[index + offset];
      return element !== undefined && 'stem' in element && element.stem === stem;
    }),
  );
  return at < 0 ? undefined : at;
}

const replaced = (elements: readonly Element[], at: number, length: number, by: ChoicePhrase): Element[] =>
  elements.toSpliced(at, length, ...by.words.map((word, index) => ({ word, stem: by.stems[index] ?? word })));

const isParticle = (element: Element): boolean => 'word' in element && PARTICLES.has(element.word);
const isObject = (element: Element): boolean => 'field' in element && element.field.slot.type === 'object';
