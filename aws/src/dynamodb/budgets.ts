import type { Budgets } from '@agentic-service-bot/bot/ports';
import { partition } from './key-text.ts';
import { endsAt as timeToLive } from './retention.ts';
import type { Item, Table, Written } from './table.ts';

/** Most counters whose end is remembered. */
const KNOWN_MAX = 1_000;

/** The counters in DynamoDB. */
export class DynamoBudgets implements Budgets {
  readonly #table: Table;
  /** When counters end, as far as this process has seen: a counter that runs is added to, any other one is begun. */
  readonly #ends = new Map<string, string>();

  constructor(table: Table) {
    this.#table = table;
  }

  async take(key: string, amount: number, limit: number, now: Date, endsAt: Date): Promise<boolean> {
    const counter = { counter: partition(key) };
    if (amount < 0) return this.#giveBack(counter, -amount, now);
    if (amount > limit) return false;
    for (;;) {
      const isRunning = (this.#ends.get(key) ?? '') > now.toISOString();
      const taken = isRunning
        ? await this.#add(counter, amount, limit, now)
        : await this.#begin(counter, amount, now, endsAt);
      const until = taken.item?.['until'] as string | undefined;
      this.#learn(key, until ?? (taken.written ? endsAt.toISOString() : ''));
      if (taken.written) return true;
      // It runs and there is no room; otherwise it was begun or has ended unseen, and the other way is the right one.
      if (isRunning && until !== undefined && until > now.toISOString()) return false;
    }
  }

  #add(counter: Item, amount: number, limit: number, now: Date): Promise<Written> {
    return this.#table.update(
      counter,
      { text: 'SET #used = #used + :amount', values: { ':amount': amount } },
      {
        text: '#until > :now AND #used <= :room',
        values: { ':now': now.toISOString(), ':room': limit - amount },
      },
    );
  }

  #begin(counter: Item, amount: number, now: Date, endsAt: Date): Promise<Written> {
    return this.#table.put(
      { ...counter, used: amount, until: endsAt.toISOString(), ...timeToLive(endsAt) },
      { text: 'attribute_not_exists(#counter) OR #until <= :now', values: { ':now': now.toISOString() } },
    );
  }

  #learn(key: string, until: string): void {
    this.#ends.delete(key);
    this.#ends.set(key, until);
    for (const oldest of this.#ends.keys()) {
      if (this.#ends.size <= KNOWN_MAX) return;
      this.#ends.delete(oldest);
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
