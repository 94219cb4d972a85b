import type { WelcomeFrame } from '@agentic-service-bot/protocol';
import { inWords } from './words.ts';

/** What a service calls its actions and its levels. What it does not have goes by its name. */
export class Titles {
  readonly #actions: ReadonlyMap<string, string>;
  readonly #levels: ReadonlyMap<string, string>;

  constructor({ actions = [], levels = [] }: Pick<WelcomeFrame, 'actions' | 'levels'> = {}) {
    this.#actions = new Map(actions.map(({ name, title }) => [name, title]));
    this.#levels = new Map(levels.map(({ name, title }) => [name, title]));
  }

  ofAction(name: string): string {
    return this.#actions.get(name) ?? inWords(name);
  }

  ofLevel(name: string): string {
    return this.#levels.get(name) ?? inWords(name);
  }
}
