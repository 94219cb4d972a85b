import { MAX_MESSAGE_BYTES } from '@agentic-service-bot/protocol';
import { bytesOf } from '../conversation/size.ts';

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
