import type { Schedule } from '@agentic-service-bot/bot/definition';
import type { Scheduler, Timer } from '@agentic-service-bot/bot/ports';
import type { DatabaseSync } from 'node:sqlite';
import { nextTime } from './next-time.ts';
import { query, type Query } from './query.ts';
import type { Writer } from './writer.ts';

/** A timer and the time that it fires for next. */
export interface DueTimer {
  readonly timer: Timer;
  readonly plannedAt: Date;
}

interface Row extends Omit<Timer, 'schedule'> {
  readonly schedule: string;
  readonly plannedAt: string;
}

/** The timers in SQLite. */
export class Timers implements Scheduler {
  readonly #writer: Writer;
  readonly #now: () => Date;
  readonly #set: Query<never>;
  readonly #cancel: Query<never>;
  readonly #due: Query<Row>;
  readonly #next: Query<{ readonly due: string }>;
  readonly #advance: Query<never>;
  readonly #postpone: Query<never>;
  readonly #finish: Query<never>;
  readonly #listeners = new Set<() => void>();

  constructor(database: DatabaseSync, writer: Writer, now: () => Date) {
    this.#writer = writer;
    this.#now = now;
    this.#set = query(
      database,
      `INSERT OR REPLACE INTO timers (customer_id, id, conversation_id, schedule, time_zone, planned_at, due)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#cancel = query(database, 'DELETE FROM timers WHERE customer_id = ? AND id = ?');
    this.#due = query(
      database,
      `SELECT customer_id AS customerId, id, conversation_id AS conversationId, schedule,
         time_zone AS timeZone, planned_at AS plannedAt
       FROM timers WHERE due <= ? ORDER BY due LIMIT ?`,
    );
    this.#next = query(database, 'SELECT due FROM timers WHERE due > ? ORDER BY due LIMIT 1');
    // A timer that was set anew meanwhile has its own next time.
    const same = 'customer_id = ? AND id = ? AND schedule = ? AND time_zone = ? AND planned_at = ?';
    this.#advance = query(database, `UPDATE timers SET planned_at = ?, due = ? WHERE ${same}`);
    this.#postpone = query(database, `UPDATE timers SET due = ? WHERE ${same}`);
    this.#finish = query(database, `DELETE FROM timers WHERE ${same}`);
  }

  async set(timer: Timer): Promise<void> {
    await this.#writer.write(() => this.put(timer));
    for (const listener of this.#listeners) listener();
  }

  /** Sets it in the transaction that is open. */
  put({ customerId, id, conversationId, schedule, timeZone }: Timer): void {
    const next = nextTime(schedule, timeZone, this.#now())?.toISOString();
    if (next === undefined) this.#cancel.run(customerId, id);
    else this.#set.run(customerId, id, conversationId, JSON.stringify(schedule), timeZone, next, next);
  }

  async cancel(customerId: string, id: string): Promise<void> {
    await this.#writer.write(() => this.#cancel.run(customerId, id));
  }

  /** Calls `listener` after each timer that this process sets. Returns what ends that. */
  onSet(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Those that are due at a time, the longest due first. */
  due(at: Date, limit: number): readonly DueTimer[] {
    return this.#due.all(at.toISOString(), limit).map(({ schedule, plannedAt, ...rest }) => ({
      timer: { ...rest, schedule: JSON.parse(schedule) as Schedule },
      plannedAt: new Date(plannedAt),
    }));
  }

  /** When the next one will be due that is not due at a time: ask for the time that `due` was asked for. */
  nextDue(at: Date): Date | undefined {
    const row = this.#next.get(at.toISOString());
    return row && new Date(row.due);
  }

  /** It has fired: sets it to its next time after `after`, or removes it if there is none. */
  async fired(due: DueTimer, after: Date): Promise<void> {
    const { schedule, timeZone } = due.timer;
    const next = nextTime(schedule, timeZone, after)?.toISOString();
    await this.#writer.write(() => {
      if (next === undefined) this.#finish.run(...sameOf(due));
      else this.#advance.run(next, next, ...sameOf(due));
    });
  }

  /** Lets it wait; it still is for the same planned time. */
  async postpone(due: DueTimer, until: Date): Promise<void> {
    await this.#writer.write(() => this.#postpone.run(until.toISOString(), ...sameOf(due)));
  }
}

const sameOf = ({ timer, plannedAt }: DueTimer) =>
  [
    timer.customerId,
    timer.id,
    JSON.stringify(timer.schedule),
    timer.timeZone,
    plannedAt.toISOString(),
  ] as const;
