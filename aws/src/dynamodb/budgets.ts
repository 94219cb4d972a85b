import type { Budgets } from '@agentic-service-bot/bot/ports';
import { partition } from './key-text.ts';
import { endsAt as timeToLive } from './retention.ts';
import type { Item, Table } from './table.ts';

/** The counters in DynamoDB. */
export class DynamoBudgets implements Budgets {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async take(key: string, amount: number, limit: number, now: Date, endsAt: Date): Promise<boolean> {
    const counter = { counter: partition(key) };
    if (amount < 0) return this.#giveBack(counter, -amount, now);
    if (amount > limit) return false;
    for (;;) {
      const added = await this.#table.update(
        counter,
        { text: 'SET #used = #used + :amount', values: { ':amount': amount } },
        {
          text: '#until > :now AND #used <= :room',
          values: { ':now': now.toISOString(), ':room': limit - amount },
        },
      );
      if (added.written) return true;
      if (isRunning(added.item, now)) return false;
      const begun = await this.#table.put(
        { ...counter, used: amount, until: endsAt.toISOString(), ...timeToLive(endsAt) },
        { text: 'attribute_not_exists(#counter) OR #until <= :now', values: { ':now': now.toISOString() } },
      );
      if (begun.written) return true;
      // Somebody else has begun it meanwhile.
    }
  }

  /** A counter that has ended, or never began, has nothing to be taken back from. */
  async #giveBack(counter: Item, amount: number, now: Date): Promise<true> {
    const values = { ':now': now.toISOString(), ':amount': amount };
    for (;;) {
      const given = await this.#table.update(
        counter,
        { text: 'SET #used = #used - :amount', values: { ':amount': amount } },
        { text: '#until > :now AND #used >= :amount', values },
      );
      if (given.written || !isRunning(given.item, now)) return true;
      const emptied = await this.#table.update(
        counter,
        { text: 'SET #used = :none', values: { ':none': 0 } },
        { text: '#until > :now AND #used < :amount', values },
      );
      if (emptied.written) return true;
    }
  }
}

const isRunning = (item: Item | undefined, now: Date): boolean =>
  item !== undefined && String(item['until']) > now.toISOString();
