import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Inbox } from '@agentic-service-bot/bot/ports';

export interface SqsInboxOptions {
  readonly client: SQSClient;
  /** Of a FIFO queue. */
  readonly queueUrl: string;
  /** A fresh id. */
  readonly id: () => string;
}

/** The doorbell: a FIFO queue whose groups are the conversations, so that each has one worker at a time. */
export class SqsInbox implements Inbox {
  readonly #options: SqsInboxOptions;

  constructor(options: SqsInboxOptions) {
    this.#options = options;
  }

  async ring(conversationId: string): Promise<void> {
    await this.#send(conversationId, { conversationId });
  }

  /** Rings for a turn that was handed back for want of time, the so-manieth time. */
  async ringAgain(conversationId: string, handBacks: number): Promise<void> {
    await this.#send(conversationId, { conversationId, handBacks });
  }

  async #send(conversationId: string, message: object): Promise<void> {
    const { client, queueUrl, id } = this.#options;
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        MessageGroupId: conversationId,
        // Each ring counts: one that comes while its conversation is worked on must not be taken for the one before.
        MessageDeduplicationId: id(),
      }),
    );
  }
}
