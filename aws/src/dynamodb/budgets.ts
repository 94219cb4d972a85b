import type { Budgets } from '@agentic-service-bot/bot/ports';
import { TTL_ATTRIBUTE } from '../tables.ts';
import { partition } from './key-text.ts';
import { endsAt as timeToLive } from './retention.ts';
import type { Item, Table, Written } from './table.ts';

/** Most counters whose end is remembered. */
const KNOWN_MAX = 1_000;
/** A minute's counter has mostly ended when a process sees it first. One of a longer time, milliseconds, has not: it is of that time alone. */
const LONG_MS = 2 * 60_000;

const ADD = `SET #used = if_not_exists(#used, :none) + :amount, #until = if_not_exists(#until, :until), #${TTL_ATTRIBUTE} = if_not_exists(#${TTL_ATTRIBUTE}, :ends)`;

/** The counters in DynamoDB. */
export class DynamoBudgets implements Budgets {
  readonly #table: Table;
  /** When counters end, as far as this process has seen. */
  readonly #ends = new Map<string, string>();

  constructor(table: Table) {
    this.#table = table;
  }

  async take(key: string, amount: number, limit: number, now: Date, endsAt: Date): Promise<boolean> {
    const counter = { counter: partition(key) };
    if (amount < 0) return this.#giveBack(counter, -amount, now);
    if (amount > limit) return false;
    for (;;) {
      const known = this.#ends.get(key);
      // Neither is wrong, but one of them is refused, and paid for.
      const isAdded =
        known === undefined ? endsAt.getTime() - now.getTime() > LONG_MS : known > now.toISOString();
      const taken = isAdded
        ? await this.#add(counter, amount, limit, now, endsAt)
        : await this.#begin(counter, amount, now, endsAt);
      const until = taken.item?.['until'] as string | undefined;
      this.#learn(key, until ?? (taken.written ? endsAt.toISOString() : ''));
      if (taken.written) return true;
      // It runs and there is no room; otherwise it was begun or has ended unseen, and the other way is the right one.
      if (isAdded && until !== undefined && until > now.toISOString()) return false;
    }
  }

  /** Adds to a counter that runs, or begins one that has never been. */
  #add(counter: Item, amount: number, limit: number, now: Date, endsAt: Date): Promise<Written> {
    const values = {
      ':none': 0,
      ':amount': amount,
      ':until': endsAt.toISOString(),
      ':ends': timeToLive(endsAt)[TTL_ATTRIBUTE] as number,
    };
    return this.#table.update(
      counter,
      { text: ADD, values },
      {
        text: 'attribute_not_exists(#counter) OR (#until > :now AND #used <= :room)',
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
