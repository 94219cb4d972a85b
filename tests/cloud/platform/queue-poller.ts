import * as z from 'zod';
import type { PlatformClock } from './clock.ts';
import type { LambdaFunction } from './lambda.ts';

const message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
});
type Message = z.infer<typeof message>;
const received = z.object({ Messages: z.array(message).default([]) });

const failures = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })
  .nullable()
  .catch(null);

/** Seconds that a receive waits for a message. */
const WAIT_SECONDS = 20;

/** An event source mapping of the template. */
export interface PollerOptions {
  readonly function: LambdaFunction;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly visibilityMs: number;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** Whether the function says which messages of a batch it failed at. */
  readonly partial: boolean;
  readonly clock: PlatformClock;
  readonly region: string;
  /** Calls SQS in the function's name. */
  sqs(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Makes a message visible again without anybody's name: the platform's clock ran out. */
  release(receiptHandle: string): Promise<void>;
}

/** Polls a queue for a function as Lambda does. */
export class QueuePoller {
  readonly #options: PollerOptions;
  readonly #running = new Set<Promise<void>>();
  /** Messages that nobody else sees, by receipt, each with what calls off that it is seen again. */
  readonly #hidden = new Map<string, () => void>();
  #isStopped = false;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Whether a batch is being worked on. */
  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Whether a message that was received here stays unseen until the clock has moved on. */
  hides(receiptHandle: string): boolean {
    return this.#hidden.has(receiptHandle);
  }

  async start(): Promise<void> {
    const { sqs, queueUrl } = this.#options;
    await sqs('GetQueueAttributes', { QueueUrl: queueUrl, AttributeNames: ['All'] });
    void this.#poll();
  }

  /** Takes no more. */
  stop(): void {
    this.#isStopped = true;
  }

  async #poll(): Promise<void> {
    const { sqs, queueUrl, batchSize, maximumConcurrency } = this.#options;
    while (!this.#isStopped) {
      if (this.#running.size >= maximumConcurrency) {
        await Promise.race(this.#running);
        continue;
      }
      const answer = await sqs('ReceiveMessage', {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: WAIT_SECONDS,
        AttributeNames: ['All'],
      }).catch((error: unknown) => {
        if (this.#isStopped) return {};
        throw error;
      });
      const { Messages } = received.parse(answer);
      if (Messages.length === 0) continue;
      const running: Promise<void> = this.#work(Messages).finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
  }

  async #work(batch: readonly Message[]): Promise<void> {
    const {
      function: target,
      queueArn,
      queueUrl,
      partial,
      region,
      sqs,
      release,
      clock,
      visibilityMs,
    } = this.#options;
    for (const { ReceiptHandle: receipt } of batch) {
      // What fails is seen again when its time is over, not sooner.
      const forget = clock.after(visibilityMs, () => {
        this.#hidden.delete(receipt);
        void release(receipt);
      });
      this.#hidden.set(receipt, forget);
    }
    const outcome = await target.invoke({
      Records: batch.map((each) => ({
        messageId: each.MessageId,
        receiptHandle: each.ReceiptHandle,
        body: each.Body,
        attributes: each.Attributes,
        messageAttributes: {},
        md5OfBody: each.MD5OfBody,
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn,
        awsRegion: region,
      })),
    });
    if (!outcome.ok) return;
    const reported = failures.parse(outcome.payload);
    if (partial && outcome.payload !== null && reported === null) return;
    const failed = new Set(
      partial ? reported?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : [],
    );
    for (const { MessageId, ReceiptHandle } of batch) {
      if (failed.has(MessageId)) continue;
      const isDeleted = await sqs('DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle }).then(
        () => true,
        () => false,
      );
      // Delivered at least once: what could not be deleted comes again.
      if (!isDeleted) continue;
      this.#hidden.get(ReceiptHandle)?.();
      this.#hidden.delete(ReceiptHandle);
    }
  }
}
