/** What a client's `requestId` stands for, or one of a timer's firing. */
export interface RequestRecord {
  /** Hash of the frame's content: another content under the same id is a conflict. */
  readonly hash: string;
  readonly conversationId: string;
  readonly messageId: string;
  /** The conversation's last `seq` when the request came first; its entry, if any, comes after. */
  readonly after: number;
}

/** The idempotency keys of what must have its effect once: clients' requests, and firings of timers; unique for a principal. */
export interface Requests {
  /** Stores the record unless an unexpired one stands under that id; returns the one that stands. */
  claim(
    principalId: string,
    requestId: string,
    record: RequestRecord,
    now: Date,
    expiresAt: Date,
  ): Promise<RequestRecord>;
}
