import { inWords } from '../ui/words.ts';

/** One thing that an action was given. */
export interface InputField {
  /** Where it stands, in words: `Calls 1 state`. */
  readonly name: string;
  readonly value: string | number | boolean;
}

/** What an action was given, field by field, however deep; what holds nothing is left out. */
export function inputFields(input: unknown, path: readonly string[] = []): readonly InputField[] {
  if (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean') {
    return [{ name: inWords(path.join(' ')), value: input }];
  }
  if (typeof input !== 'object' || input === null) return [];
  const isList = Array.isArray(input);
  const parts: readonly [string, unknown][] = Object.entries(input);
  return parts.flatMap(([key, part]) => {
    const place = !isList ? [key] : parts.length === 1 ? [] : [String(Number(key) + 1)];
    return inputFields(part, [...path, ...place]);
  });
}
