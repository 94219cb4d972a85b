import type { Json, Outcome } from '../definition/index.ts';
import type { Page } from './page.ts';

/** A call's place. Not its tool-call id: a model gives a fresh one on each retry, and two equal calls are two. */
export interface CallKey {
  readonly conversationId: string;
  /** The reply's message id, which begins with when it began; for a timer it is made of the timer and its planned time. */
  readonly turn: string;
  readonly step: number;
  readonly call: number;
}

/** By which way a call came. */
export type Way = 'chat' | 'approval' | 'timer';

/** What was decided of one call, and what became of it. Also the audit trail. */
export interface LedgerRecord extends CallKey {
  /** Tells one attempt from another: who reads back its own has just begun, who reads another's comes after a crash. */
  readonly attempt: string;
  readonly customerId: string;
  /** As the model named it, existing or not. */
  readonly action: string;
  readonly way: Way;
  readonly input: Json;
  readonly inputHash: string;
  /** The customer's level when it was decided. */
  readonly level: string;
  readonly decision: 'allowed' | 'refused';
  readonly serviceVersion: string;
  readonly promptVersion: string;
  readonly model: string;
  /** When it was decided, ISO 8601. */
  readonly at: string;
  /** Absent: begun, and not known yet how it ended. */
  readonly outcome?: Outcome;
  /** Why a person is to take over because of it. */
  readonly handOff?: string;
  readonly settledAt?: string;
}

/** What became of a call, and why a person is to take over because of it. */
export interface Settlement {
  readonly outcome: Outcome;
  readonly handOff?: string;
}

/** The durable record of each call's intent and outcome: what makes an action happen once. */
export interface Ledger {
  /** Stores the record unless one stands under its key; returns the one that stands. Durable when it returns. */
  intend(record: LedgerRecord): Promise<LedgerRecord>;
  /** Adds the outcome, and what follows from it, unless there is one; returns the record as it stands. Throws if nothing was intended. */
  settle(key: CallKey, settlement: Settlement, settledAt: string): Promise<LedgerRecord>;
  /** A conversation's records in the order of their places: the oldest reply first, and its calls as it made them. */
  ofConversation(conversationId: string, limit: number, cursor?: string): Promise<Page<LedgerRecord>>;
}
