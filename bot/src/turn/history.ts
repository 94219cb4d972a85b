import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import { convertToModelMessages, type ModelMessage, type TextPart, type UIMessage } from 'ai';
import type { LogEntry } from '../conversation/entry.ts';
import type { OpenReply } from '../conversation/state.ts';
import type { Log } from '../ports/log.ts';
import { HISTORY_CHARS, HISTORY_MESSAGES, RESULT_CHARS } from './limits.ts';

/** A message in its place. */
export interface Placed {
  readonly from: number;
  readonly message: Message;
}

/** The whole messages before `before`, newest version of each, oldest first. */
export async function readMessages(
  log: Log,
  conversationId: string,
  before: number | undefined,
  limit: number,
): Promise<Placed[]> {
  return newestVersions(await log.messages(conversationId, before, limit));
}

/** The whole messages of entries that come newest first: of each place the newest version, oldest place first. */
export function newestVersions(entries: readonly LogEntry[]): Placed[] {
  const byPlace = new Map<number, Placed>();
  for (const { message } of entries)
    if (message !== undefined && !byPlace.has(message.from)) byPlace.set(message.from, message);
  return [...byPlace.values()].sort((a, b) => a.from - b.from);
}

/**
 * What a model is told of the conversation before its reply: the latest messages that fit, and last, always, those that
 * it answers. Every call in it has its result, whatever happened: one that waits, or never ran, has one that says so.
 * Customer and bot take turns in it, the customer first and last: some providers refuse anything else.
 */
export async function history(log: Log, conversationId: string, reply: OpenReply): Promise<ModelMessage[]> {
  const messages = await readMessages(log, conversationId, reply.from, HISTORY_MESSAGES);
  const answered = new Set(reply.origin.kind === 'messages' ? reply.origin.replyTo : []);
  const plain = messages.map(({ message }) => forModel(message));
  const toAnswer = plain.filter(({ id }) => answered.has(id));
  const chosen = [...toAnswer];
  let room = HISTORY_CHARS - JSON.stringify(toAnswer).length;
  for (const message of plain.filter(({ id }) => !answered.has(id)).toReversed()) {
    room -= JSON.stringify(message.parts).length;
    if (room < 0) break;
    chosen.unshift(message);
  }
  const first = chosen.findIndex((message) => message.role === 'user');
  if (first < 0) return [{ role: 'user', content: '(The customer has not written.)' }];
  return joined(await convertToModelMessages(chosen.slice(first) as UIMessage[]));
}

/** The messages, those of one side that follow each other made one. */
function joined(messages: readonly ModelMessage[]): ModelMessage[] {
  const all: ModelMessage[] = [];
  for (const message of messages) {
    const before = all.at(-1);
    if (before?.role === 'user' && message.role === 'user')
      all.splice(-1, 1, { role: 'user', content: [...partsOf(before), ...partsOf(message)] });
    else if (before?.role === 'assistant' && message.role === 'assistant')
      all.splice(-1, 1, { role: 'assistant', content: [...partsOf(before), ...partsOf(message)] });
    else all.push(message);
  }
  return all;
}

/** What a message says, as parts. */
const partsOf = <P>({ content }: { readonly content: string | readonly P[] }): readonly (P | TextPart)[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

/** A message as a model is to read it: complete, bounded, and without what only a screen needs. */
function forModel(message: Message): Message {
  const author = message.metadata.author;
  const parts = message.parts.flatMap((part): MessagePart[] => {
    if (part.type === 'text')
      return part.text === '' ? [] : [{ type: 'text', text: spoken(part.text, author) }];
    if (part.type === 'step-start') return [part];
    if ('toolCallId' in part) return [settled(part)];
    return [];
  });
  const empty = parts.every((part) => part.type === 'step-start');
  return { ...message, parts: empty ? [{ type: 'text', text: '(No answer was given.)' }] : parts };
}

const spoken = (text: string, author: Message['metadata']['author']): string =>
  author === 'operator' ? `(A person of customer service wrote:) ${text}` : text;

type ToolPart = Extract<MessagePart, { toolCallId: string }>;

/** The call with a result, whatever state it is in. */
function settled(part: ToolPart): MessagePart {
  // Providers take objects alone; what a model wrote instead is in its result.
  const input = typeof part.input === 'object' && part.input !== null ? part.input : {};
  const call = { type: part.type, toolCallId: part.toolCallId, input } as const;
  return {
    ...call,
    ...('toolName' in part ? { toolName: part.toolName } : {}),
    state: 'output-available',
    output: outputOf(part),
  } as MessagePart;
}

function outputOf(part: ToolPart): unknown {
  switch (part.state) {
    case 'output-available': {
      const text = JSON.stringify(part.output);
      return text.length <= RESULT_CHARS
        ? part.output
        : { status: 'done', result: `${text.slice(0, RESULT_CHARS)}…` };
    }
    case 'output-denied':
      return { status: 'denied', reason: 'The customer said no. It was not done.', alternatives: [] };
    case 'output-error':
      return { status: 'failed', reason: part.errorText };
    case 'approval-requested':
      return { status: 'waiting', reason: 'It waits for the customer’s yes. It has not been done.' };
    case 'approval-responded':
    case 'input-available':
      return { status: 'failed', reason: 'It was interrupted. It is not known here whether it was done.' };
  }
}
