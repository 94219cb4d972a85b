import { createHash } from 'node:crypto';
import { tokensOf, type Block, type Usage } from './wire.ts';

/** Shorter beginnings of a prompt are not cached. */
const SHORTEST_TOKENS = 1_024;
/** So many blocks before a mark are looked through for a beginning that is known. */
const LOOKED_THROUGH = 20;

/** What a provider remembers of the prompts that it was asked to cache. */
export class PromptCache {
  readonly #known = new Set<string>();

  /**
   * Counts a prompt's tokens: those that were read from the cache, those that were written to it, and the
   * others.
   */
  count(blocks: readonly Block[]): Omit<Usage, 'output'> {
    const ends = endsOf(blocks);
    const marks = ends.flatMap(({ marked, tokens }, at) => (marked && tokens >= SHORTEST_TOKENS ? [at] : []));
    const known = marks.flatMap((mark) =>
      ends.slice(Math.max(0, mark - LOOKED_THROUGH), mark + 1).filter(({ hash }) => this.#known.has(hash)),
    );
    const cacheRead = Math.max(0, ...known.map(({ tokens }) => tokens));
    const marked = Math.max(0, ...marks.map((mark) => ends[mark]?.tokens ?? 0));
    for (const mark of marks) this.#known.add(ends[mark]?.hash ?? '');
    return {
      fresh: (ends.at(-1)?.tokens ?? 0) - marked,
      cacheRead,
      cacheWritten: marked - cacheRead,
    };
  }
}

/** For each block: how long the prompt is up to its end, and what tells this beginning from others. */
function endsOf(blocks: readonly Block[]): { hash: string; tokens: number; marked: boolean }[] {
  const hash = createHash('sha256');
  let tokens = 0;
  return blocks.map(({ json, marked }) => {
    hash.update(JSON.stringify(json));
    tokens += tokensOf(json);
    return { hash: hash.copy().digest('base64'), tokens, marked };
  });
}
