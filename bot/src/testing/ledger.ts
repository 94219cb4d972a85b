import type { CallKey, Ledger, LedgerRecord, Page, Settlement } from '../ports/index.ts';
import { pageOf } from './page.ts';
import { keyOf, stored, yielded } from './stored.ts';

const keyText = (key: CallKey): string => keyOf(key.conversationId, key.turn, key.step, key.call);

/** The ledger in memory. */
export class MemoryLedger implements Ledger {
  readonly #records = new Map<string, LedgerRecord>();

  /** All records in the order in which they were intended, for tests to look at. */
  get records(): readonly LedgerRecord[] {
    return [...this.#records.values()];
  }

  async intend(record: LedgerRecord): Promise<LedgerRecord> {
    await yielded();
    const key = keyText(record);
    const stands = this.#records.get(key);
    if (stands !== undefined) return stored(stands);
    this.#records.set(key, stored(record));
    return stored(record);
  }

  async settle(key: CallKey, settlement: Settlement, settledAt: string): Promise<LedgerRecord> {
    await yielded();
    const stands = this.#records.get(keyText(key));
    if (stands === undefined) throw new Error(`Nothing was intended at ${keyText(key)}.`);
    if (stands.outcome !== undefined) return stored(stands);
    const record = stored({ ...stands, ...settlement, settledAt });
    this.#records.set(keyText(key), record);
    return stored(record);
  }

  async ofConversation(conversationId: string, limit: number, cursor?: string): Promise<Page<LedgerRecord>> {
    await yielded();
    const mine = [...this.#records.values()].filter((record) => record.conversationId === conversationId);
    const page = pageOf(mine, ({ turn, step, call }) => [turn, step, call], limit, cursor);
    return { ...page, items: page.items.map(stored) };
  }
}
