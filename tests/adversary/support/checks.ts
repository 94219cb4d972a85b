import { lastSeq, type LedgerRecord, type LogEntry } from '@agentic-service-bot/bot/ports';
import { MAX_MESSAGE_BYTES, type Chunk, type Message, type MessagePart } from '@agentic-service-bot/protocol';
import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { isDeepStrictEqual } from 'node:util';

/** The chunks of a log, in order. */
export const chunksOf = (
  entries: readonly LogEntry[],
): { readonly messageId: string; readonly chunk: Chunk }[] =>
  entries.flatMap(({ frames }) => frames.flatMap((frame) => (frame.type === 'chunk' ? [frame] : [])));

/** The whole messages of a log, each as it was stored last, in order. */
export function messagesOf(entries: readonly LogEntry[]): Message[] {
  const latest = new Map<number, Message>();
  for (const { message } of entries) if (message !== undefined) latest.set(message.from, message.message);
  return [...latest].sort(([a], [b]) => a - b).map(([, message]) => message);
}

type ToolPart = Extract<MessagePart, { toolCallId: string }>;

/** The calls of a message, as they are shown. */
export const toolParts = (message: Message | undefined): ToolPart[] =>
  (message?.parts ?? []).flatMap((part) => ('toolCallId' in part ? [part] : []));

/** Entries are numbered from 1, by one, whoever wrote them. */
export function numberingFaults(entries: readonly LogEntry[]): string[] {
  let next = 1;
  return entries.flatMap((entry) => {
    const expected = next;
    next = lastSeq(entry) + 1;
    return entry.seq === expected ? [] : [`an entry is numbered ${entry.seq} where ${expected} is next`];
  });
}

/** What a socket was sent of a conversation is numbered from 1, by one, and no frame is too large to travel. */
export function frameFaults(texts: readonly string[], conversationId: string): string[] {
  const seqs: number[] = [];
  const found: string[] = [];
  for (const text of texts) {
    if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES)
      found.push(`a frame of ${Buffer.byteLength(text)} bytes`);
    const frame = JSON.parse(text) as {
      seq?: number;
      conversationId?: string;
      conversation?: { id: string };
    };
    const of = frame.conversationId ?? frame.conversation?.id;
    if (of === conversationId && frame.seq !== undefined && !('messages' in frame || 'more' in frame))
      seqs.push(frame.seq);
  }
  const expected = seqs.map((_, index) => index + 1);
  return isDeepStrictEqual(seqs, expected) ? found : [...found, `the numbers that were sent: ${seqs.join()}`];
}

/** Each reply begins once for each start, ends, and says something unless it asks or was stopped. */
export function endingFaults(entries: readonly LogEntry[]): string[] {
  const found: string[] = [];
  const open = new Set<string>();
  const aborted = new Set<string>();
  for (const { messageId, chunk } of chunksOf(entries)) {
    if (chunk.type === 'start') {
      if (open.has(messageId)) found.push(`${messageId} begins in its middle`);
      open.add(messageId);
    } else if (!open.has(messageId)) found.push(`a ${chunk.type} outside of ${messageId}`);
    if (chunk.type === 'finish' || chunk.type === 'abort') open.delete(messageId);
    if (chunk.type === 'abort') aborted.add(messageId);
  }
  for (const messageId of open) found.push(`${messageId} never ends`);
  for (const message of messagesOf(entries)) {
    if (message.role === 'user' || aborted.has(message.id)) continue;
    const says = message.parts.some((part) => part.type === 'text' && part.text.trim() !== '');
    const asks = message.parts.some((part) => 'approval' in part);
    if (!says && !asks) found.push(`${message.id} says nothing`);
    for (const part of toolParts(message)) {
      if (part.state === 'input-available' || part.state === 'approval-responded')
        found.push(`nothing came of ${part.toolCallId}`);
    }
  }
  return found;
}

/** Each call that is shown has its record, with an outcome that is the one that is shown; one that waits for a yes has none. */
export function receiptFaults(entries: readonly LogEntry[], records: readonly LedgerRecord[]): string[] {
  const found: string[] = [];
  const aborted = new Set(
    chunksOf(entries).flatMap(({ messageId, chunk }) => (chunk.type === 'abort' ? [messageId] : [])),
  );
  const byPlace = new Map(records.map((record) => [`${record.turn}-${record.step}-${record.call}`, record]));
  for (const { outcome, action } of records)
    if (outcome === undefined) found.push(`${action} has no outcome`);
  for (const message of messagesOf(entries)) {
    for (const part of toolParts(message)) {
      const record = byPlace.get(part.toolCallId);
      // A person who takes over ends the reply at once, whatever it was at.
      if (part.state === 'input-available' && aborted.has(message.id)) continue;
      const recorded = record !== undefined;
      // A no that nobody said (it expired, a newer question came) is in the log alone.
      if (part.state !== 'output-denied' && recorded !== (part.state !== 'approval-requested'))
        found.push(`${part.toolCallId} (${part.state}) and its record disagree`);
      if (part.state === 'output-available' && !isDeepStrictEqual(part.output, record?.outcome))
        found.push(`what is shown of ${part.toolCallId} is not what is recorded`);
    }
  }
  return found;
}

/** A model is told of calls with their results right after them, in order; the customer speaks first and last. */
export function promptFaults(prompt: LanguageModelV4Prompt): string[] {
  const found: string[] = [];
  const spoken = prompt.filter(({ role }) => role !== 'system');
  if (spoken[0]?.role !== 'user') found.push(`a model was told of a ${String(spoken[0]?.role)} first`);
  const last = spoken.at(-1)?.role;
  if (last !== 'user' && last !== 'tool') found.push(`a model was told of a ${String(last)} last`);
  for (const [index, message] of spoken.entries()) {
    const before = spoken[index - 1];
    if (message.role === 'tool' && before?.role !== 'assistant')
      found.push('a model was told of results of nothing');
    if (message.role === before?.role) found.push(`a model was told of two ${message.role}s in a row`);
    if (message.role !== 'assistant') continue;
    const calls = message.content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []));
    const next = spoken[index + 1];
    const results =
      next?.role === 'tool'
        ? next.content.flatMap((part) => (part.type === 'tool-result' ? [part.toolCallId] : []))
        : [];
    if (!isDeepStrictEqual(calls, results))
      found.push(`a model was told of the calls ${calls.join()} and the results ${results.join()}`);
    if (new Set(calls).size < calls.length) found.push('a model was told of two calls of one id');
  }
  return found;
}
