import type { LogEntry } from '@agentic-service-bot/bot/ports';
import type { MemoryPorts } from '@agentic-service-bot/bot/testing';
import type { ServerFrame } from '@agentic-service-bot/protocol';
import { isDeepStrictEqual } from 'node:util';
import type { NumberedFrame } from '../../protocol-client/frames.ts';
import { Transcript } from '../../protocol-client/transcript.ts';
import { chunksOf, endingFaults, numberingFaults, receiptFaults } from './checks.ts';

export interface Outcome {
  readonly ports: MemoryPorts;
  readonly conversationId: string;
  /** What each socket was sent. */
  readonly sockets: ReadonlyMap<string, readonly string[]>;
  /** Sends a frame over a socket; returns what comes back. */
  readonly ask: (socket: string, frame: Readonly<Record<string, unknown>>) => Promise<ServerFrame[]>;
}

/** What must hold when everybody is done, however their steps fell together. */
export async function raceFaults({ ports, conversationId, sockets, ask }: Outcome): Promise<string[]> {
  const entries = ports.log.entries(conversationId);
  const found = [
    ...numberingFaults(entries),
    ...endingFaults(entries),
    ...receiptFaults(entries, ports.ledger.records),
    ...answerFaults(entries, [...sockets.values()].flat()),
    ...silenceFaults(entries),
    ...writerFaults(entries),
  ];

  const volume = await ports.objects.get('ann', 'device', 'speaker');
  const done = (action: string) =>
    ports.ledger.records.filter((record) => record.action === action && record.outcome?.status === 'done')
      .length;
  const steps = 10 + done('volume_control');
  if (!isDeepStrictEqual(volume?.data['state'], { on: true, volume: steps, muted: false, music: null }))
    found.push(`the volume is not ${steps}`);
  const isThere = (await ports.objects.get('ann', 'device', 'light')) !== undefined;
  if (isThere === done('device_remove') > 0) found.push('the light and the ledger disagree');

  const history = await historyOf(conversationId, (frame) => ask('laptop', frame));
  for (const [name, texts] of sockets) {
    const shown = await transcriptOf(conversationId, texts, (frame) => ask(name, frame));
    if (!isDeepStrictEqual(shown, history))
      found.push(`${name} shows ${JSON.stringify(shown)}, and the history is ${JSON.stringify(history)}`);
  }
  return found;
}

/** Each accepted message is taken up once: by one reply or one person, or it waits for a person. */
function answerFaults(entries: readonly LogEntry[], texts: readonly string[]): string[] {
  // A reply that goes on after an approval says again what it answers.
  const begun = new Set<string>();
  const takenUp = entries.flatMap(({ frames }) =>
    frames.flatMap((frame) => {
      if (frame.type === 'message') return frame.message.metadata.replyTo ?? [];
      if (frame.type !== 'chunk' || begun.has(frame.messageId)) return [];
      begun.add(frame.messageId);
      return frame.chunk.type === 'start' ? (frame.chunk.messageMetadata?.replyTo ?? []) : [];
    }),
  );
  const state = entries.at(-1)?.state;
  const stored = new Set(
    entries.flatMap(({ frames }) =>
      frames.flatMap((frame) => (frame.type === 'message' ? [frame.message.id] : [])),
    ),
  );
  const accepted = new Set(
    texts.flatMap((text) => {
      const frame = JSON.parse(text) as ServerFrame;
      return frame.type === 'accepted' ? [frame.messageId] : [];
    }),
  );
  const replies = new Set(chunksOf(entries).map(({ messageId }) => messageId));
  const found: string[] = [];
  for (const id of accepted)
    if (!stored.has(id) && !replies.has(id)) found.push(`${id} was accepted and is not there`);
  for (const { frames } of entries) {
    for (const frame of frames) {
      if (frame.type !== 'message' || frame.message.role !== 'user') continue;
      const times = takenUp.filter((id) => id === frame.message.id).length;
      const waits = state?.status === 'human' && state.unanswered.includes(frame.message.id);
      if (times !== (waits ? 0 : 1)) found.push(`${frame.message.id} was taken up ${times} times`);
    }
  }
  return found;
}

/** While a person holds the conversation, the bot is silent. */
function silenceFaults(entries: readonly LogEntry[]): string[] {
  let status: string = 'bot';
  const found: string[] = [];
  for (const { seq, frames, state } of entries) {
    for (const frame of frames) {
      if (frame.type === 'conversation') ({ status } = state);
      if (frame.type === 'chunk' && status === 'human')
        found.push(`a ${frame.chunk.type} at ${seq}, while a person is there`);
    }
  }
  return found;
}

/** Nothing is said in a reply but by whom it is open for, and what answers an approval. */
function writerFaults(entries: readonly LogEntry[]): string[] {
  const found: string[] = [];
  let open: string | undefined;
  for (const { seq, frames, state } of entries) {
    const begun = new Set([open]);
    for (const frame of frames) {
      if (frame.type !== 'chunk') continue;
      if (frame.chunk.type === 'start') begun.add(frame.messageId);
      else if (!begun.has(frame.messageId))
        found.push(`a ${frame.chunk.type} at ${seq} in a reply that is not open`);
    }
    open = state.reply?.messageId;
  }
  return found;
}

const NUMBERED: ReadonlySet<string> = new Set(['chunk', 'message', 'conversation']);

type Ask = (frame: Readonly<Record<string, unknown>>) => Promise<ServerFrame[]>;

/** What a client shows that puts in order what it was sent, and asks for what it was not. */
async function transcriptOf(conversationId: string, texts: readonly string[], ask: Ask): Promise<unknown> {
  const transcript = new Transcript();
  for (const text of texts) {
    const frame = JSON.parse(text) as { readonly type: string; readonly seq?: number };
    // `conversation` frames of the operators' inbox have no number.
    if (NUMBERED.has(frame.type) && frame.seq !== undefined) transcript.apply(frame as NumberedFrame);
  }
  for (let more = true; more;) {
    const frames = await ask({ action: 'resume', conversationId, after: transcript.last });
    for (const frame of frames) {
      if (frame.type === 'resumed') {
        transcript.resumed(frame.seq);
        more = frame.more;
      } else transcript.apply(frame as NumberedFrame);
    }
  }
  return transcript.messages();
}

/** All messages, as pages of history have them. */
async function historyOf(conversationId: string, ask: Ask): Promise<unknown> {
  const frame = (await ask({ action: 'history', conversationId })).at(-1);
  if (frame?.type !== 'history' || frame.more) throw new Error('The history does not fit into a page.');
  return frame.messages.map(({ message }) => message);
}
