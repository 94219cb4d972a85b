import { createHash } from 'node:crypto';
import { tokensOf, type Block, type Usage } from './wire.ts';

/** Shorter beginnings of a prompt are not cached. */
const SHORTEST_TOKENS = 1_024;

/** What a provider remembers of the prompts that it was asked to cache. */
export class PromptCache {
  readonly #known = new Set<string>();

  /** Counts a prompt's tokens: those that were read from the cache, those that were written to it, and the others. */
  count(blocks: readonly Block[]): Omit<Usage, 'output'> {
    const hash = createHash('sha256');
    let total = 0;
    let cacheRead = 0;
    let marked = 0;
    const ends: string[] = [];
    for (const block of blocks) {
      hash.update(JSON.stringify(block.json));
      total += tokensOf(block.json);
      if (!block.marked || total < SHORTEST_TOKENS) continue;
      const end = hash.copy().digest('base64');
      if (this.#known.has(end)) cacheRead = total;
      marked = total;
      ends.push(end);
    }
    for (const end of ends) this.#known.add(end);
    return { fresh: total - marked, cacheRead, cacheWritten: marked - cacheRead };
  }
}
