/** The doorbell: says that a conversation has work, again until {@link Bot.work} has answered it. */
export interface Inbox {
  /** Durable when it returns. Ringing twice is harmless. */
  ring(conversationId: string): Promise<void>;
}
