import type { Message } from '@agentic-service-bot/protocol';
import { readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai';
import type { Log } from '../ports/log.ts';
import type { LogEntry, LoggedFrame } from './entry.ts';
import type { StoredStep } from './step.ts';

/** What the log holds of one reply. */
export interface LoggedReply {
  readonly frames: readonly LoggedFrame[];
  readonly steps: readonly StoredStep[];
}

const PAGE = 100;

/** Reads a reply's frames and steps, from its first frame to the end of the log. */
export async function readReply(log: Log, conversationId: string, messageId: string, from: number): Promise<LoggedReply> {
  const frames: LoggedFrame[] = [];
  const steps: StoredStep[] = [];
  let seq = from - 1;
  for (;;) {
    const entries: readonly LogEntry[] = await log.after(conversationId, seq, PAGE);
    for (const entry of entries) {
      frames.push(...entry.frames.filter((frame) => frame.type === 'chunk' && frame.messageId === messageId));
      if (entry.step?.messageId === messageId) steps.push(entry.step);
      seq = entry.seq + entry.frames.length - 1;
    }
    if (entries.length < PAGE) return { frames, steps };
  }
}

/** The message that a reply's chunks make: the AI SDK's own fold, so that every client arrives at the same. */
export async function fold(frames: readonly LoggedFrame[]): Promise<Message> {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const frame of frames) if (frame.type === 'chunk') controller.enqueue(frame.chunk);
      controller.close();
    },
  });
  let message: UIMessage | undefined;
  for await (const state of readUIMessageStream({ stream, terminateOnError: true })) message = state;
  if (message === undefined) throw new Error('A reply without a start chunk was folded.');
  return structuredClone(message) as Message;
}
