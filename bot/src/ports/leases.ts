/** Who works on a conversation. A lease saves work; that nothing happens twice rests on the log and the ledger. */
export interface Leases {
  /** Takes the lease if it is free, expired, or already `owner`'s. */
  acquire(conversationId: string, owner: string, now: Date, until: Date): Promise<boolean>;
  /** Gives it back if it still is `owner`'s. */
  release(conversationId: string, owner: string): Promise<void>;
}
