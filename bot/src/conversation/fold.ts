import type { Chunk, Message } from '@agentic-service-bot/protocol';
import { readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai';
import type { Log } from '../ports/log.ts';
import { lastSeq, type LogEntry, type LoggedFrame } from './entry.ts';
import type { StoredStep } from './step.ts';

/** What the log holds of one reply. */
export interface LoggedReply {
  readonly frames: readonly LoggedFrame[];
  readonly steps: readonly StoredStep[];
}

const PAGE = 100;

/**
 * Reads what the log holds of a reply, up to its end.
 *
 * @param last the log's last entry: if the reply began in it, there is nothing to read.
 */
export async function readReply(
  log: Log,
  last: LogEntry,
  { messageId, from }: { readonly messageId: string; readonly from: number },
): Promise<LoggedReply> {
  if (last.seq <= from) return select([last], messageId);
  const all: LogEntry[] = [];
  for (let seq = from - 1; ;) {
    const page = await log.after(last.conversationId, seq, PAGE);
    all.push(...page);
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return select(all, messageId);
    seq = lastSeq(end);
  }
}

const select = (entries: readonly LogEntry[], messageId: string): LoggedReply => ({
  frames: entries.flatMap(({ frames }) =>
    frames.filter((frame) => frame.type === 'chunk' && frame.messageId === messageId),
  ),
  steps: entries.flatMap(({ step }) => (step?.messageId === messageId ? [step] : [])),
});

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
  // Through JSON, as it is stored and sent: the fold leaves keys that are undefined.
  return JSON.parse(JSON.stringify(message)) as Message;
}

/** The chunks that end a reply from outside: texts that are still open, then these. */
export function ending(frames: readonly LoggedFrame[], chunks: readonly Chunk[]): Chunk[] {
  const open = new Set<string>();
  for (const frame of frames) {
    if (frame.type !== 'chunk') continue;
    const { chunk } = frame;
    if (chunk.type === 'text-start') open.add(chunk.id);
    if (chunk.type === 'text-end') open.delete(chunk.id);
    if (chunk.type === 'reset-step') open.clear();
  }
  return [...[...open].map((id): Chunk => ({ type: 'text-end', id })), ...chunks];
}
