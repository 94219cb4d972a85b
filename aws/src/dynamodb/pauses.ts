import type { Pause, Pauses } from '@agentic-service-bot/bot/ports';
import { keyText } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import type { Table } from './table.ts';

/** All switches stand in one partition: reading them all is one unit. */
const PLACE = 'pauses';

const keyOf = ({ action, level }: Pick<Pause, 'action' | 'level'>) => ({
  place: PLACE,
  pause: keyText(
    ...(action === undefined ? [] : ['action', action]),
    ...(level === undefined ? [] : ['level', level]),
  ),
});

/** The switches in DynamoDB. */
export class DynamoPauses implements Pauses {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async list(): Promise<readonly Pause[]> {
    const key = { text: '#place = :place', values: { ':place': PLACE } };
    const items = await this.#table.query({ key, consistent: true });
    return items.map((item) => unpack(item['data']) as Pause);
  }

  async set(pause: Pause): Promise<void> {
    await this.#table.put({ ...keyOf(pause), data: pack(pause) });
  }

  async clear(pause: Pick<Pause, 'action' | 'level'>): Promise<boolean> {
    const removed = await this.#table.delete(keyOf(pause));
    return removed.written && removed.item !== undefined;
  }
}
