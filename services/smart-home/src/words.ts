/** `A`, `A and B`, `A, B and C`. */
export function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** `1 device`, `2 devices`. */
export const counted = (count: number, word: string): string =>
  `${String(count)} ${word}${count === 1 ? '' : 's'}`;

/** `is` of one, `are` of several or none. */
export const isAre = (things: { readonly length: number }): string => (things.length === 1 ? 'is' : 'are');

/** With a capital first letter. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Whether two texts are the same words to a person. */
export const sameWords = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * One sentence for each group of things of which the same is said, in order.
 *
 * @example `Kitchen light and Hall light are on. Bedroom light is off.`
 */
export function sentences<T extends { readonly label: string }>(
  things: readonly T[],
  words: (thing: T) => string,
): string {
  const groups = Map.groupBy(things, words);
  return [...groups]
    .map(([said, group]) => `${listed(group.map(({ label }) => label))} ${isAre(group)} ${said}.`)
    .join(' ');
}

/** `Hall light`, or `Hall light 2` if that is taken, and so on. */
export function unusedName(name: string, taken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${String(number)}`;
    if (!taken(candidate)) return candidate;
  }
}
