import type { Pause, Pauses } from '../ports/index.ts';
import { stored, yielded } from './stored.ts';

const keyText = ({ action, level }: Pick<Pause, 'action' | 'level'>): string =>
  JSON.stringify([action ?? null, level ?? null]);

/** Switches in memory. */
export class MemoryPauses implements Pauses {
  readonly #pauses = new Map<string, Pause>();

  async list(): Promise<readonly Pause[]> {
    await yielded();
    return stored([...this.#pauses.values()]);
  }

  async set(pause: Pause): Promise<void> {
    await yielded();
    this.#pauses.set(keyText(pause), stored(pause));
  }

  async clear(pause: Pick<Pause, 'action' | 'level'>): Promise<boolean> {
    await yielded();
    return this.#pauses.delete(keyText(pause));
  }
}
