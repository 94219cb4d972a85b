import type { Log } from '../ports/log.ts';
import type { WholeMessage } from './entry.ts';

/** A message in its place, with what the models took that wrote it. */
export type Placed = Omit<WholeMessage, 'seq'>;

/** The whole messages before `before`, newest version of each, oldest first. */
export async function readMessages(
  log: Log,
  conversationId: string,
  before: number | undefined,
  limit: number,
): Promise<Placed[]> {
  return newestVersions(await log.messages(conversationId, before, limit));
}

/** Of whole messages that come newest first: of each place the newest version, oldest place first. */
export function newestVersions(versions: readonly WholeMessage[]): Placed[] {
  const byPlace = new Map<number, Placed>();
  for (const { seq: _, ...placed } of versions)
    if (!byPlace.has(placed.from)) byPlace.set(placed.from, placed);
  return [...byPlace.values()].sort((a, b) => a.from - b.from);
}
