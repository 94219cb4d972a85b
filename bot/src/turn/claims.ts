import type { ServiceDefinition } from '../definition/index.ts';
import type { Receipt } from './words.ts';

/** Words by which a sentence speaks of something else than what was just done. */
const NOT_NOW =
  /\b(?:not|never|no|nothing|cannot|can't|couldn't|won't|wasn't|weren't|isn't|aren't|haven't|hasn't|didn't|unable|if|once|when|would|could|should|will|may|might|earlier|already|before|previously|yesterday|ago|last time|last week)\b|n't\b/iu;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/**
 * Tells which of a service's actions a sentence claims to have been done, by the phrases that the actions declare.
 *
 * A question, a denial, a condition and the past are no claims.
 */
export class Claims {
  readonly #phrases: readonly { readonly pattern: RegExp; readonly actions: ReadonlySet<string> }[];

  constructor(service: ServiceDefinition) {
    const actions = new Map<string, Set<string>>();
    for (const action of service.actions.values()) {
      for (const phrase of action.claims) {
        const key = phrase.toLowerCase();
        actions.set(key, (actions.get(key) ?? new Set()).add(action.name));
      }
    }
    this.#phrases = [...actions].map(([phrase, names]) => ({
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])${escape(phrase)}(?![\\p{L}\\p{N}])`, 'iu'),
      actions: names,
    }));
  }

  /**
   * The actions that a sentence claims to have been done, where the receipts have no `done` of any of them.
   *
   * @returns undefined if the sentence may be said.
   */
  unfounded(sentence: string, receipts: readonly Receipt[]): ReadonlySet<string> | undefined {
    if (sentence.trim().endsWith('?') || NOT_NOW.test(sentence)) return undefined;
    const done = new Set(
      receipts.flatMap(({ call, outcome }) => (outcome.status === 'done' ? [call.name] : [])),
    );
    return this.#phrases.find(
      ({ pattern, actions }) => pattern.test(sentence) && ![...actions].some((action) => done.has(action)),
    )?.actions;
  }
}
