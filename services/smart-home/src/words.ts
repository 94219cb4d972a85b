/** `A`, `A and B`, `A, B and C`. */
export function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** `1 device`, `2 devices`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `is` or `are`, as it follows the names: `Hall light is`, `Garden lights are`. */
export const isAre = (names: readonly string[]): string =>
  names.length === 1 && names.every((name) => !PLURAL.test(name)) ? 'is' : 'are';

/** A name of one device that stands for several things; not every final s is a plural (`Sonos`). */
const PLURAL =
  /\b(?:lights|lamps|bulbs|speakers|displays|screens|switches|plugs|sockets|thermostats|heaters|radiators)(?: in .+)?$/iu;

/** With a capital first letter. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The words of a text, one space apart. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/gu, ' ');

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
    .map(([said, group]) => {
      const labels = group.map(({ label }) => label);
      return `${listed(labels)} ${isAre(labels)} ${said}.`;
    })
    .join(' ');
}

/** `Hall light`, or `Hall light 2` if that is taken, and so on. */
export function unusedName(name: string, taken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken(candidate)) return candidate;
  }
}
