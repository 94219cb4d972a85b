import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import { convertToModelMessages, type ModelMessage, type TextPart, type UIMessage } from 'ai';
import type { Digest } from '../conversation/digest.ts';
import type { WholeMessage } from '../conversation/entry.ts';
import { newestVersions, type Placed } from '../conversation/messages.ts';
import type { ConversationState } from '../conversation/state.ts';
import { denied } from '../definition/index.ts';
import { SAID_NO } from '../policy/said-no.ts';
import type { Log } from '../ports/log.ts';
import { digestOf, recordPart } from './digest.ts';
import {
  HISTORY_CHARS,
  HISTORY_KEPT,
  HISTORY_MESSAGES,
  HISTORY_PAGE,
  HISTORY_PAGES,
  LATEST_MESSAGES,
  OLD_RESULT_CHARS,
  RESULT_CHARS,
} from './limits.ts';

/** What a model is told of a conversation. */
export interface Told {
  readonly messages: ModelMessage[];
  /** The digest that it begins with, if that is a new one: to be stored, so that what is in it is not read again. */
  readonly digest: Digest | undefined;
}

/**
 * What a model is told of the conversation before its reply: a digest of what was long ago, the latest messages, and
 * last, always, those that it answers. Every call in it has its result, whatever happened: one that waits, or never
 * ran, has one that says so. Customer and bot take turns in it, the customer first and last: some providers refuse
 * anything else. What is read for it, and how long it is, does not grow with the conversation.
 */
export async function history(
  log: Log,
  conversationId: string,
  { reply, approval, digestAt }: Pick<ConversationState, 'reply' | 'approval' | 'digestAt'>,
): Promise<Told> {
  const stored = await readDigest(log, conversationId, digestAt);
  const messages = await readWindow(log, conversationId, reply?.from, stored?.through ?? 0);
  const answered = new Set(reply?.origin.kind === 'messages' ? reply.origin.replyTo : []);
  const toAnswer = messages.filter(({ message }) => answered.has(message.id));
  const before = messages.filter(({ message }) => !answered.has(message.id));
  const plain = before.map(({ message }, index) =>
    forModel(message, index < before.length - LATEST_MESSAGES ? OLD_RESULT_CHARS : RESULT_CHARS),
  );
  const cut = tooOld(plain);
  // What is still to be answered stays readable for whoever answers it.
  const open = Math.min(toAnswer[0]?.from ?? Infinity, approval?.from ?? Infinity);
  const folded = before.slice(0, cut).filter(({ from }) => from < open);
  const digest = folded.length === 0 ? undefined : digestOf(stored, folded);
  const record = digest ?? stored;
  const told = [...plain.slice(cut), ...toAnswer.map(({ message }) => forModel(message, RESULT_CHARS))];
  const first = told.findIndex((message) => message.role === 'user');
  const said = first < 0 ? [] : await convertToModelMessages(told.slice(first) as UIMessage[]);
  const begin: ModelMessage[] = record === undefined ? [] : [{ role: 'user', content: [recordPart(record)] }];
  const all = joined([...begin, ...said]);
  if (first < 0) all.push({ role: 'user', content: '(The customer has not written.)' });
  return { messages: joined(all), digest };
}

/** How many of the messages, oldest first, are no longer given: none, or as many as make room for the next turns. */
function tooOld(messages: readonly Message[]): number {
  const sizes = messages.map(({ parts }) => JSON.stringify(parts).length);
  let chars = sizes.reduce((sum, size) => sum + size, 0);
  if (chars <= HISTORY_CHARS && messages.length <= HISTORY_MESSAGES) return 0;
  let cut = 0;
  while (chars > HISTORY_CHARS * HISTORY_KEPT || messages.length - cut > HISTORY_MESSAGES * HISTORY_KEPT)
    chars -= sizes[cut++] ?? 0;
  // An exchange is given as a whole.
  const next = messages.findIndex(({ role }, index) => index >= cut && role === 'user');
  return next < 0 ? messages.length : next;
}

/** The digest that the state points to; undefined if its entry is not there any more. */
async function readDigest(log: Log, conversationId: string, at: number | undefined) {
  if (at === undefined) return undefined;
  const [entry] = await log.after(conversationId, at - 1, 1);
  return entry?.digest;
}

/** The whole messages between `through` and `before`, or the latest of them, oldest first. */
async function readWindow(
  log: Log,
  conversationId: string,
  before: number | undefined,
  through: number,
): Promise<Placed[]> {
  const versions: WholeMessage[] = [];
  for (let page = 0, next = before; page < HISTORY_PAGES; page++) {
    const read = await log.messages(conversationId, next, HISTORY_PAGE, through);
    versions.push(...read);
    next = read.at(-1)?.from;
    if (next === undefined || read.length < HISTORY_PAGE) break;
  }
  return newestVersions(versions);
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

/**
 * A message as a model is to read it: complete, bounded, and without what only a screen needs.
 *
 * @param resultsChars for the results of all its calls together.
 */
function forModel(message: Message, resultsChars: number): Message {
  const author = message.metadata.author;
  const calls = message.parts.filter((part) => 'toolCallId' in part).length;
  const resultChars = Math.floor(resultsChars / Math.max(1, calls));
  const parts = message.parts.flatMap((part): MessagePart[] => {
    if (part.type === 'text')
      return part.text === '' ? [] : [{ type: 'text', text: spoken(part.text, author) }];
    if (part.type === 'step-start') return [part];
    if ('toolCallId' in part) return [settled(part, resultChars)];
    return [];
  });
  const empty = parts.every((part) => part.type === 'step-start');
  return { ...message, parts: empty ? [{ type: 'text', text: '(No answer was given.)' }] : parts };
}

const spoken = (text: string, author: Message['metadata']['author']): string =>
  author === 'operator' ? `(A person of customer service wrote:) ${text}` : text;

type ToolPart = Extract<MessagePart, { toolCallId: string }>;

/** The call with a result, whatever state it is in. */
function settled(part: ToolPart, resultChars: number): MessagePart {
  // Providers take objects alone; what a model wrote instead is in its result.
  const input = typeof part.input === 'object' && part.input !== null ? part.input : {};
  const call = { type: part.type, toolCallId: part.toolCallId, input } as const;
  return {
    ...call,
    ...('toolName' in part ? { toolName: part.toolName } : {}),
    state: 'output-available',
    output: outputOf(part, resultChars),
  } as MessagePart;
}

function outputOf(part: ToolPart, resultChars: number): unknown {
  switch (part.state) {
    case 'output-available':
      return compacted(part.output, resultChars);
    case 'output-denied': {
      const { reason } = part.approval;
      // With one, the question ended before the customer had answered.
      return reason === undefined ? SAID_NO : denied(`${reason} It was not done.`);
    }
    case 'output-error':
      return { status: 'failed', reason: part.errorText };
    case 'approval-requested':
      return { status: 'waiting', reason: 'It waits for the customer’s yes. It has not been done.' };
    case 'approval-responded':
    case 'input-available':
      return { status: 'failed', reason: 'It was interrupted. It is not known here whether it was done.' };
  }
}

/** An outcome with no more than so many characters of what it tells; what it is stays. */
function compacted(output: unknown, chars: number): unknown {
  const text = JSON.stringify(output);
  if (text.length <= chars) return output;
  const { status, reason } = output as { status?: unknown; reason?: unknown };
  return typeof reason === 'string'
    ? { ...(output as object), reason: `${reason.slice(0, chars)}…` }
    : { status: status ?? 'done', result: `${text.slice(0, chars)}…` };
}
