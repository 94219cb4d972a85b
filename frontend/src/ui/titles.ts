import type { WelcomeFrame } from '@agentic-service-bot/protocol';
import { inWords } from './words.ts';

const PRODUCT = 'Agentic Service Bot';

/** What a service calls itself, its actions and its levels. What it does not have goes by its name. */
export class Titles {
  /** The business whose bot it is; empty until that is known. */
  readonly service: string;
  readonly #actions: ReadonlyMap<string, string>;
  readonly #levels: ReadonlyMap<string, string>;

  constructor(welcome: Pick<WelcomeFrame, 'service' | 'actions' | 'levels'> | undefined) {
    const { service, actions = [], levels = [] } = welcome ?? {};
    this.service = welcome === undefined ? '' : (service?.title ?? PRODUCT);
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
