import { inWords } from '../ui/words.ts';
import { inputFields } from './input-fields.ts';

const MOST_WORDS = 4;
const LONGEST = 48;
/** Names are often the place of something in words: `speaker-living-room`. */
const SPEAKING_ID = /^[a-z]+(?:[-_][a-z]+)*$/;
/** What only programs read: long, and of letters in no order of words. */
const MUTE_ID = /^(?=.*(?:\d|[a-z][A-Z]))[\w-]{12,}$/;

/**
 * In a few words what an action was to do, and with what; any service's. Things go by the names that the result gives
 * them, else by what their ids say; ids that say nothing are left out. Where the input names none, the result may.
 */
export function inputWords(input: unknown, result?: unknown): string {
  const names = namesIn(result);
  const words = Object.entries(isRecord(input) ? input : {}).flatMap(([key, part]) =>
    // What is deeper than a list would not be understood without the rest.
    inputFields(isShallow(part) ? part : undefined).flatMap(({ value }) => {
      if (typeof value === 'number') return `${inWords(key)} ${value}`;
      if (typeof value === 'boolean') return value ? inWords(key) : [];
      return wordsOf(value, names);
    }),
  );
  const things = new Set(names.values());
  if (!words.some((word) => things.has(word))) words.push(...things);
  const more = words.length - MOST_WORDS;
  return more <= 0 ? words.join(' · ') : `${words.slice(0, MOST_WORDS).join(' · ')} and ${more} more`;
}

function wordsOf(value: string, names: ReadonlyMap<string, string>): string[] {
  const name = names.get(value);
  if (name !== undefined) return [name];
  if (SPEAKING_ID.test(value)) return [inWords(value.replaceAll('-', ' '))];
  if (MUTE_ID.test(value) || value.trim() === '') return [];
  return [value.length > LONGEST ? `${value.slice(0, LONGEST - 1).trimEnd()}…` : value];
}

/** What the things in a result are called, by their ids. */
function namesIn(result: unknown, names = new Map<string, string>()): ReadonlyMap<string, string> {
  if (typeof result !== 'object' || result === null) return names;
  const { id, label, name, title } = result as Record<string, unknown>;
  const called = [label, name, title].find((word) => typeof word === 'string');
  if (typeof id === 'string' && typeof called === 'string') names.set(id, called);
  for (const part of Object.values(result)) namesIn(part, names);
  return names;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isShallow = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((part) => typeof part !== 'object') : !isRecord(value);
