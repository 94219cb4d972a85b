import { MAX_MESSAGE_BYTES } from '@agentic-service-bot/protocol';

/** What the rest of a frame may take up, bytes. */
const AROUND = 4_096;

/** The last of some items that fit into one frame, at least one; how many UTF-8 bytes an item takes is up to who wrote it. */
export function lastThatFit<T>(items: readonly T[]): readonly T[] {
  let left = MAX_MESSAGE_BYTES - AROUND;
  let first = items.length;
  while (first > 0) {
    left -= bytesOf(items[first - 1]) + 1;
    if (left < 0) break;
    first--;
  }
  return items.slice(Math.min(first, Math.max(0, items.length - 1)));
}

const encoder = new TextEncoder();
/** How many bytes a value takes up as JSON. */
export const bytesOf = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;

/** A text, or the beginning of one that is longer than so many characters. */
export const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`;
