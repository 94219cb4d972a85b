import type { AuditRecord } from '@agentic-service-bot/protocol';
import { Cell } from './observable.ts';
import type { Observable } from './observable.ts';
import type { Requests } from './requests.ts';

export interface AuditState {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** What the bot decided and did, oldest first. */
  readonly records: readonly AuditRecord[];
  /** Whether there are later ones that were not asked for yet. */
  readonly more: boolean;
}

interface Page {
  /** Where it begins; undefined: at the beginning. */
  readonly cursor: string | undefined;
  readonly records: readonly AuditRecord[];
}

/** What the bot decided and did in a conversation, and why, as an operator reads it. */
export class AuditTrail {
  readonly #requests: Requests;
  readonly #conversationId: string;
  readonly #state = new Cell<AuditState>({ phase: 'loading', records: [], more: false });
  #pages: readonly Page[] = [];
  #next: string | undefined;
  #latest: symbol | undefined;

  constructor(requests: Requests, conversationId: string) {
    this.#requests = requests;
    this.#conversationId = conversationId;
  }

  get state(): Observable<AuditState> {
    return this.#state;
  }

  /** Reads the last page that is here once more: the bot has done something. */
  async refresh(): Promise<void> {
    await this.#read(this.#pages.at(-1)?.cursor, Math.max(0, this.#pages.length - 1));
  }

  async loadMore(): Promise<void> {
    if (this.#next !== undefined) await this.#read(this.#next, this.#pages.length);
  }

  /** Reads the page that begins at `cursor`, after `keep` pages before it. */
  async #read(cursor: string | undefined, keep: number): Promise<void> {
    const attempt = Symbol('attempt');
    this.#latest = attempt;
    const answer = await this.#requests.ask({
      action: 'audit',
      conversationId: this.#conversationId,
      ...(cursor !== undefined && { cursor }),
    });
    // What was asked later is told, not what came back last.
    if (this.#latest !== attempt) return;
    const known = this.#state.get();
    if (answer.type !== 'audit') return this.#state.set({ ...known, phase: 'failed' });
    this.#pages = [...this.#pages.slice(0, keep), { cursor, records: answer.records }];
    this.#next = answer.nextCursor;
    const records = this.#pages.flatMap((page) => page.records);
    this.#state.set({ phase: 'ready', records, more: answer.nextCursor !== undefined });
  }
}
