import type { ServiceDefinition } from '../definition/index.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { says } from './says-done.ts';

/** Words that claim something was done, whatever it was. */
const GENERIC = [
  'done',
  'completed',
  'handled',
  'carried out',
  'taken care of',
  'all set',
  'is complete',
  'consider it done',
];

/** Words of an action's completion, and the actions that declare them; for words of none, all. */
interface Phrase {
  /** The first word, then the others: `turned`, [`off`]. */
  readonly rest: readonly string[];
  readonly actions: ReadonlySet<string>;
  /** Any action will do: the words name none. */
  readonly generic: boolean;
}

/**
 * Tells which of a service's actions a sentence claims to have been done, by the words that the actions declare. The
 * grammar around the words (`I have …`, `… has been …`, `is now …`) is the same for all services and stands here.
 *
 * A question, a denial, a condition, the future and the past are no claims.
 */
export class Claims {
  readonly #phrases = new Map<string, Phrase[]>();

  constructor(service: ServiceDefinition) {
    const declared = new Map<string, Set<string>>();
    for (const { name, claims } of service.actions.values()) {
      for (const words of claims)
        declared.set(words.toLowerCase(), (declared.get(words.toLowerCase()) ?? new Set()).add(name));
    }
    for (const [words, actions] of declared) this.#add(words, actions, false);
    for (const words of GENERIC) this.#add(words, new Set(service.actions.keys()), true);
  }

  /**
   * The actions that a sentence claims to have been done, where none of them was.
   *
   * @param done names of the actions that were done in this turn.
   * @returns undefined if the sentence may be said.
   */
  unfounded(sentence: string, done: ReadonlySet<string>): ReadonlySet<string> | undefined {
    for (const clause of clausesOf(sentence)) {
      for (const [at, word] of clause.words.entries()) {
        const actions = this.#claimed(clause, at, word);
        if (actions.size > 0 && ![...actions].some((action) => done.has(action))) return actions;
      }
    }
    return undefined;
  }

  /** The actions of the phrases that begin with this word and are claimed here: one of them is meant. `set up` is no `set`. */
  #claimed(clause: Clause, at: number, word: string): ReadonlySet<string> {
    const claimed = (this.#phrases.get(word) ?? []).filter(({ rest, generic }) => {
      const end = endOf(clause.words, at, rest);
      return end !== undefined && says(clause, at, end, generic);
    });
    const longest = Math.max(...claimed.map(({ rest }) => rest.length));
    return new Set(claimed.flatMap(({ rest, actions }) => (rest.length === longest ? [...actions] : [])));
  }

  #add(words: string, actions: ReadonlySet<string>, generic: boolean): void {
    const [first = '', ...rest] = words.split(' ');
    const same = this.#phrases.get(first) ?? [];
    this.#phrases.set(first, [...same, { rest, actions, generic }]);
  }
}

/** Most words that may stand between two of a phrase: `turned [the kitchen light] off`. */
const GAP_MAX = 6;

/** Where a phrase ends that begins at `at`; undefined if its other words do not follow. */
function endOf(words: readonly string[], at: number, rest: readonly string[]): number | undefined {
  let end = at;
  for (const word of rest) {
    const next = words.indexOf(word, end + 1);
    if (next < 0 || next - end - 1 > GAP_MAX) return undefined;
    end = next;
  }
  return end;
}
