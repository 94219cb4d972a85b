import type { ServiceDefinition } from '../definition/index.ts';

/** A word with what may join its parts. */
const WORD = /[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu;
/** Letters of the shortest mark. */
const MARK_CHARS = 8;

/** Words that no language has: letters mixed with digits, or capitals that are joined. */
const isMark = (word: string): boolean =>
  word.length >= MARK_CHARS &&
  /\p{L}/u.test(word) &&
  (/\p{N}/u.test(word) || (/[-_]/u.test(word) && word === word.toUpperCase()));

const known = new WeakMap<ServiceDefinition, readonly string[]>();

/** The marks in a service's instructions, a canary for one: nobody says them but who recites the instructions. */
function marksOf(service: ServiceDefinition): readonly string[] {
  const marks =
    known.get(service) ??
    (service.instructions.match(WORD) ?? []).filter(isMark).map((mark) => mark.toLowerCase());
  known.set(service, marks);
  return marks;
}

/** Whether a text has a mark of the instructions in it. */
export function hasMark(service: ServiceDefinition, text: string): boolean {
  const marks = marksOf(service);
  if (marks.length === 0) return false;
  const lower = text.toLowerCase();
  return marks.some((mark) => lower.includes(mark));
}

/** The most of what was said before that can be the beginning of a mark. */
export const markTail = (service: ServiceDefinition, said: string): string =>
  said.slice(said.length - Math.max(0, ...marksOf(service).map(({ length }) => length - 1)));
