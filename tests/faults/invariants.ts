import type { LedgerRecord, LogEntry, LoggedFrame } from '@agentic-service-bot/bot/ports';
import { lastSeq } from '@agentic-service-bot/bot/ports';
import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { Chunk, ServerFrame } from '@agentic-service-bot/protocol';
import { isDeepStrictEqual } from 'node:util';
import type { Client } from './client.ts';
import { entriesOf, messagesOf, recordsOf } from './snapshot.ts';
import type { Stage } from './stage.ts';

/**
 * What went wrong. `lost`: something accepted that was not answered, or an effect that is missing. `doubled`: something that
 * happened more than once. `forbidden`: something that nobody was allowed. `broken`: what is stored or shown contradicts itself.
 */
export interface Violation {
  readonly kind: 'lost' | 'doubled' | 'forbidden' | 'broken';
  readonly what: string;
}

const violation = (kind: Violation['kind'], what: string): Violation => ({ kind, what });

/** Everything that must hold of a world in which nothing rings any more, whatever happened in it. */
export async function violationsOf(stage: Stage): Promise<Violation[]> {
  const { ports, seen } = stage.world;
  const found: Violation[] = [];
  const accepted = stage.clients.flatMap(({ frames }) => frames.filter((frame) => frame.type === 'accepted'));
  for (const conversationId of new Set([
    ...seen.conversations,
    ...accepted.map((frame) => frame.conversationId),
  ])) {
    const mine = accepted.filter((frame) => frame.conversationId === conversationId);
    const entries = await entriesOf(ports, conversationId);
    const records = await recordsOf(ports, conversationId);
    const accepts = mine.map(({ messageId }) => messageId);
    found.push(...conversationFaults(entries, records, accepts), ...shown(entries, stage.clients));
  }
  for (const { asked } of stage.models) for (const { prompt } of asked) found.push(...history(prompt));
  return found;
}

/** What is wrong with a conversation as it is stored, when nothing rings any more; `accepted`: messages that the server has taken. */
export const conversationFaults = (
  entries: readonly LogEntry[],
  records: readonly LedgerRecord[],
  accepted: readonly string[],
): Violation[] => [
  ...numbering(entries),
  ...endings(entries),
  ...calls(entries),
  ...answers(entries, accepted),
  ...receipts(entries, records),
];

/** Frames are numbered from 1, by one. */
function numbering(entries: readonly LogEntry[]): Violation[] {
  let next = 1;
  return entries.flatMap((entry) => {
    const expected = next;
    next = lastSeq(entry) + 1;
    return entry.seq === expected
      ? []
      : [violation('broken', `Number ${entry.seq} where ${expected} is next.`)];
  });
}

const chunksOf = (entries: readonly LogEntry[]): { messageId: string; chunk: Chunk }[] =>
  entries.flatMap(({ frames }) => frames.flatMap((frame) => (frame.type === 'chunk' ? [frame] : [])));

/** Each reply ends, once for each start, and nothing of it comes after its end. */
function endings(entries: readonly LogEntry[]): Violation[] {
  const open = new Set<string>();
  const found: Violation[] = [];
  for (const { messageId, chunk } of chunksOf(entries)) {
    if (chunk.type === 'start') {
      if (open.has(messageId)) found.push(violation('doubled', `Reply ${messageId} begins in its middle.`));
      open.add(messageId);
    } else if (!open.has(messageId)) {
      found.push(violation('broken', `A ${chunk.type} outside of reply ${messageId}.`));
    }
    if (chunk.type === 'finish' || chunk.type === 'abort') open.delete(messageId);
  }
  for (const messageId of open) found.push(violation('lost', `Reply ${messageId} never ends.`));
  const state = entries.at(-1)?.state;
  if (state?.reply !== undefined || state?.queued !== undefined)
    found.push(violation('lost', 'A reply is open in the end.'));
  return found;
}

/** No call begins after the customer has asked to stop, and none is asked about that is settled. */
function calls(entries: readonly LogEntry[]): Violation[] {
  const stopped = new Set<string>();
  const settled = new Set<string>();
  return chunksOf(entries).flatMap(({ messageId, chunk }) => {
    if (chunk.type === 'data-cancel') stopped.add(messageId);
    if (chunk.type === 'tool-output-available' || chunk.type === 'tool-output-denied')
      settled.add(chunk.toolCallId);
    if (chunk.type === 'tool-input-available' && stopped.has(messageId))
      return [violation('forbidden', `${chunk.toolName} begins after a cancel.`)];
    if (chunk.type === 'tool-approval-request' && settled.has(chunk.toolCallId))
      return [violation('broken', `A yes is asked for to ${chunk.toolCallId}, which is settled.`)];
    return [];
  });
}

/** Each accepted message is in the log once and, where the bot has to answer, in one `replyTo`. */
function answers(entries: readonly LogEntry[], accepted: readonly string[]): Violation[] {
  const found: Violation[] = [];
  const written = entries.flatMap(({ frames }) =>
    frames.flatMap((frame) => (frame.type === 'message' ? [frame.message] : [])),
  );
  // A reply that is continued says again what it answers.
  const repliedTo = [
    ...new Map(
      chunksOf(entries).flatMap(({ messageId, chunk }) =>
        chunk.type === 'start' && chunk.messageMetadata !== undefined
          ? [[messageId, chunk.messageMetadata.replyTo ?? []] as const]
          : [],
      ),
    ).values(),
    ...written.map(({ metadata }) => metadata.replyTo ?? []),
  ].flat();
  const waiting = new Set(entries.at(-1)?.state.unanswered);
  const holder = entries.at(-1)?.state.status;
  for (const { id, metadata } of written) {
    if (written.filter((message) => message.id === id).length > 1)
      found.push(violation('doubled', `Message ${id} is stored twice.`));
    if (metadata.author !== 'customer') continue;
    const replies = repliedTo.filter((messageId) => messageId === id).length;
    const open = waiting.has(id) && holder === 'human';
    if (replies === 0 && !open) found.push(violation('lost', `Message ${id} is not answered.`));
    if (replies > 1) found.push(violation('doubled', `Message ${id} is answered ${replies} times.`));
  }
  const stored = new Set([...written.map(({ id }) => id), ...messagesOf(entries).map(({ id }) => id)]);
  for (const id of accepted) if (!stored.has(id)) found.push(violation('lost', `Accepted ${id} is gone.`));
  return found;
}

/** What customers are shown of a call is what the ledger has, and the ledger has an outcome for each call of the log. */
function receipts(entries: readonly LogEntry[], records: readonly LedgerRecord[]): Violation[] {
  const found: Violation[] = [];
  const byPlace = new Map(records.map((record) => [`${record.turn}-${record.step}-${record.call}`, record]));
  for (const { turn, step, call, outcome, action } of records) {
    if (outcome === undefined)
      found.push(violation('lost', `${action} at ${turn}-${step}-${call} has no outcome.`));
  }
  const outputs = new Map<string, number>();
  for (const { chunk } of chunksOf(entries)) {
    if (chunk.type !== 'tool-output-available') continue;
    outputs.set(chunk.toolCallId, (outputs.get(chunk.toolCallId) ?? 0) + 1);
    if (!isDeepStrictEqual(chunk.output, byPlace.get(chunk.toolCallId)?.outcome))
      found.push(violation('broken', `The card of ${chunk.toolCallId} is not what the ledger has.`));
  }
  for (const [id, times] of outputs)
    if (times > 1) found.push(violation('doubled', `The output of ${id} is shown ${times} times.`));
  for (const message of messagesOf(entries)) {
    for (const part of message.parts) {
      if (
        'state' in part &&
        part.state === 'output-available' &&
        'toolCallId' in part &&
        !byPlace.has(part.toolCallId)
      )
        found.push(violation('broken', `A receipt of ${part.toolCallId}, which the ledger does not know.`));
    }
  }
  return found;
}

/** What was sent is what is stored. */
function shown(entries: readonly LogEntry[], clients: readonly Client[]): Violation[] {
  const conversationId = entries[0]?.conversationId;
  const stored = new Map(
    entries.flatMap(({ seq, frames }) =>
      frames.map((frame, index) => [seq + index, contentOf(frame)] as const),
    ),
  );
  return clients.flatMap(({ frames }) =>
    frames.flatMap((frame) => {
      if (frame.type !== 'chunk' && frame.type !== 'message') return [];
      if (
        frame.conversationId !== conversationId ||
        isDeepStrictEqual(contentOf(frame), stored.get(frame.seq))
      )
        return [];
      return [violation('broken', `Frame ${frame.seq} was shown and is not what is stored.`)];
    }),
  );
}

/** What a frame says, logged or sent. */
function contentOf(frame: LoggedFrame | Extract<ServerFrame, { type: 'chunk' | 'message' }>): unknown {
  if (frame.type === 'chunk') return frame.chunk;
  return frame.type === 'message' ? frame.message : frame.type;
}

/** A model is asked after the customer's words or after results, and every call has its results right after it, in order. */
function history(prompt: LanguageModelV4Prompt): Violation[] {
  const last = prompt.at(-1)?.role;
  if (last !== 'user' && last !== 'tool')
    return [violation('broken', `A model is asked after a message of ${last ?? 'nobody'}.`)];
  return prompt.flatMap((message, index) => {
    if (message.role !== 'assistant') return [];
    const calls = message.content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []));
    const next = prompt[index + 1];
    const results =
      next?.role === 'tool'
        ? next.content.flatMap((part) => (part.type === 'tool-result' ? [part.toolCallId] : []))
        : [];
    return isDeepStrictEqual(calls, results)
      ? []
      : [
          violation(
            'broken',
            `A model was told of the calls ${calls.join()} and the results ${results.join()}.`,
          ),
        ];
  });
}
