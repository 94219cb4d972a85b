import type { Clause } from './clauses.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const SELF = words('i we');
/** Words by which something did not happen. */
const DENIALS = words('not never no nothing nobody none neither nor without cannot unable failed instead');
/** Words that make a condition of what follows them. */
const CONDITIONS = words('if whether once when whenever unless until till before after while');
/** Words within a verb by which it may happen, or will. */
const MODALS = words('can could will would shall should may might must');
const INFINITIVES = words('to be being');
/** Words that put a whole sentence in the past; `last` does with one of the others. */
const PAST = words('yesterday earlier ago previously');
const LAST = words('week month year night time');
/** Words that put their clause in the past. */
const BEFORE_NOW = words('already before');

/**
 * Whether a clause tells what the words from `at` to `end` name as something that has happened now: not a question, a
 * denial, a condition, a possibility, the future or the past.
 */
export const isFact = (clause: Clause, at: number, end: number): boolean =>
  !isDenied(clause, at, end) && !isPast(clause) && !isOpen(clause, at);

function isDenied({ words: all, isQuestion, previous, joint }: Clause, at: number, end: number): boolean {
  if (isQuestion || all.slice(0, end).some((word) => DENIALS.has(word))) return true;
  if (all.slice(0, at).some((word) => CONDITIONS.has(word))) return true;
  if (previous === undefined) return false;
  // `If you say so, it is done`, and `I can't say that I moved it or turned it off`.
  if (joint === 'comma') return CONDITIONS.has(previous.words[0] ?? '');
  if (joint !== 'and' || all.slice(0, at).some((word) => SELF.has(word))) return false;
  const { length } = previous.words;
  return isDenied(previous, length, length) || previous.words.some((word) => MODALS.has(word));
}

function isPast({ words: all, sentence, previous, joint }: Clause): boolean {
  const nearby = joint === 'comma' && previous !== undefined ? [...previous.words, ...all] : all;
  return (
    nearby.some((word) => BEFORE_NOW.has(word)) ||
    sentence.some((word, index) => PAST.has(word) || (word === 'last' && LAST.has(sentence[index + 1] ?? '')))
  );
}

/** Looks at the verb's own words: from its subject on, four at most. */
function isOpen({ words: all }: Clause, at: number): boolean {
  const subject = all.findLastIndex((word, index) => index < at && SELF.has(word));
  return all
    .slice(Math.max(subject + 1, at - 4, 0), at)
    .some((word) => MODALS.has(word) || INFINITIVES.has(word));
}
