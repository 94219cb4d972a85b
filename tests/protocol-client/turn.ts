import type { UIMessageChunk } from 'ai';
import type { Client } from './client.ts';
import {
  numbered,
  type Accepted,
  type ChunkFrame,
  type ConversationFrame,
  type Message,
  type Metadata,
  type NumberedFrame,
  type ServerFrame,
} from './frames.ts';

/** A message of the customer's and the bot's reply to it. */
export interface Turn {
  readonly conversationId: string;
  readonly accepted: Accepted;
  /** The reply as its chunks fold. */
  readonly reply: Message;
  /** The reply's chunks of this turn, in order. */
  readonly chunks: readonly UIMessageChunk<Metadata>[];
}

/** Sends a message and waits for the end of the reply. Without a conversation, begins one. */
export async function say(client: Client, text: string, conversationId?: string): Promise<Turn> {
  const accepted = await client.request({
    action: 'sendMessage',
    text,
    ...(conversationId === undefined ? {} : { conversationId }),
  });
  return { accepted, ...(await replyTo(client, accepted)) };
}

/** Waits for the end of the reply that answers a message. */
export async function replyTo(client: Client, accepted: Accepted): Promise<Omit<Turn, 'accepted'>> {
  const start = await client.find(`a reply to ${accepted.messageId}`, (frame) =>
    frame.type === 'chunk' &&
    frame.chunk.type === 'start' &&
    frame.chunk.messageMetadata?.replyTo?.includes(accepted.messageId) === true
      ? frame
      : undefined,
  );
  return await restOf(client, start);
}

/** Waits for the end of the reply to a message, whichever way its frames come. */
export async function finished(client: Client, messageId: string): Promise<void> {
  let replyId: string | undefined;
  await client.find(`the end of the reply to ${messageId}`, (frame) => {
    if (frame.type === 'message') {
      return frame.message.metadata?.replyTo?.includes(messageId) === true ? frame : undefined;
    }
    if (frame.type !== 'chunk') return undefined;
    const { chunk } = frame;
    if (chunk.type === 'start' && chunk.messageMetadata?.replyTo?.includes(messageId) === true) {
      replyId = frame.messageId;
    }
    const ends = chunk.type === 'finish' || chunk.type === 'abort';
    return ends && frame.messageId === replyId ? frame : undefined;
  });
}

/** Waits for the `start` with which the answer to an approval continues the asking message, then for its end. */
export async function continuation(client: Client, asked: Turn): Promise<Omit<Turn, 'accepted'>> {
  const question = await client.find('the question', (frame) => endOf(asked.reply.id, frame));
  const start = await client.find(`the continuation of ${asked.reply.id}`, (frame) =>
    frame.type === 'chunk' &&
    frame.messageId === asked.reply.id &&
    frame.seq > question.seq &&
    frame.chunk.type === 'start'
      ? frame
      : undefined,
  );
  return await restOf(client, start);
}

/** Waits for a change of a conversation's status. */
export async function status(
  client: Client,
  conversationId: string,
  wanted: ConversationFrame['conversation']['status'],
  after = 0,
): Promise<ConversationFrame & { readonly seq: number }> {
  return await client.find(`${conversationId} being ${wanted}`, (frame) =>
    frame.type === 'conversation' &&
    frame.seq !== undefined &&
    frame.seq > after &&
    frame.conversation.id === conversationId &&
    frame.conversation.status === wanted
      ? { ...frame, seq: frame.seq }
      : undefined,
  );
}

/** Returns the text of a message. */
export function textOf(message: Message): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export interface Card {
  readonly action: string;
  readonly state: string;
  readonly input: unknown;
  readonly output: Output | undefined;
  readonly approvalId: string | undefined;
}

/** An action's output as the protocol's last table has it. */
export interface Output {
  readonly status: 'done' | 'denied' | 'failed' | 'unknown';
  readonly result?: unknown;
  readonly reason?: string;
  readonly requiredLevel?: unknown;
  readonly alternatives?: readonly string[];
}

/** Returns the actions of a message, in order. */
export function cardsOf(message: Message): Card[] {
  return message.parts.flatMap((part) =>
    part.type.startsWith('tool-') && 'toolCallId' in part
      ? [
          {
            action: part.type.slice('tool-'.length),
            state: part.state,
            input: part.input,
            output: part.output as Output | undefined,
            approvalId: part.approval?.id,
          },
        ]
      : [],
  );
}

/** Asks for the volume of the customer's only speaker. */
export async function volume(client: Client): Promise<number> {
  const { reply } = await say(client, "what is my speaker's volume?");
  const [found] = cardsOf(reply).flatMap(({ output }) => numbersNamed('volume', output?.result));
  if (found === undefined) throw new Error(`No volume in ${JSON.stringify(reply)}`);
  return found;
}

/** Returns what a client saw of a conversation that counts in it, by its number. */
export function numberedFrames(client: Client, conversationId: string): NumberedFrame[] {
  return client.frames
    .flatMap((frame) => {
      const count = numbered(frame);
      return count?.conversationId === conversationId ? [count.frame] : [];
    })
    .sort((a, b) => a.seq - b.seq);
}

/** Returns every number that stands under a name in a result, however deep. */
function numbersNamed(name: string, value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === name && typeof inner === 'number' ? [inner] : numbersNamed(name, inner),
  );
}

/** Returns a frame that ends a message after a number, or undefined of another frame. */
function endOf(messageId: string, frame: ServerFrame, after = 0): ChunkFrame | undefined {
  return frame.type === 'chunk' &&
    frame.messageId === messageId &&
    frame.seq > after &&
    (frame.chunk.type === 'finish' || frame.chunk.type === 'abort')
    ? frame
    : undefined;
}

async function restOf(client: Client, start: ChunkFrame): Promise<Omit<Turn, 'accepted'>> {
  const { conversationId, messageId } = start;
  const transcript = client.transcript(conversationId);
  const end = await client.find(`the end of ${messageId}`, (frame) => endOf(messageId, frame, start.seq));
  await client.find(`all up to ${end.seq}`, () => (transcript.last >= end.seq ? true : undefined));
  const reply = (await transcript.messages()).find(({ id }) => id === messageId);
  if (reply === undefined) throw new Error(`No message ${messageId}`);
  const chunks = client.frames.flatMap((frame) =>
    frame.type === 'chunk' &&
    frame.messageId === messageId &&
    frame.replay !== true &&
    frame.seq >= start.seq &&
    frame.seq <= end.seq
      ? [frame]
      : [],
  );
  return { conversationId, reply, chunks: chunks.sort((a, b) => a.seq - b.seq).map(({ chunk }) => chunk) };
}
