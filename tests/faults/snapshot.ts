import type { Json } from '@agentic-service-bot/bot/definition';
import type { LedgerRecord, LogEntry, Ports } from '@agentic-service-bot/bot/ports';
import { lastSeq } from '@agentic-service-bot/bot/ports';
import type { Message } from '@agentic-service-bot/protocol';
import type { World } from './world.ts';

const KINDS = ['device', 'routine', 'letters', 'plants', 'gate'];

/** All entries of a conversation. */
export async function entriesOf(ports: Pick<Ports, 'log'>, conversationId: string): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let seq = 0; ;) {
    const page = await ports.log.after(conversationId, seq, 100);
    entries.push(...page);
    const end = page.at(-1);
    if (end === undefined) return entries;
    seq = lastSeq(end);
  }
}

/** All that the ledger has of a conversation. */
export async function recordsOf(
  ports: Pick<Ports, 'ledger'>,
  conversationId: string,
): Promise<LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ports.ledger.ofConversation(conversationId, 100, cursor);
    records.push(...page.items);
    if (page.nextCursor === undefined) return records;
    cursor = page.nextCursor;
  }
}

/** The whole messages of a conversation, each as it is now, in order. */
export function messagesOf(entries: readonly LogEntry[]): Message[] {
  const byPlace = new Map<number, Message>();
  for (const { message } of entries) if (message !== undefined) byPlace.set(message.from, message.message);
  return [...byPlace].sort(([a], [b]) => a - b).map(([, message]) => message);
}

/** What a scenario has brought about: what customers have, and what they read. Without ids and times. */
export interface Snapshot {
  readonly effects: Json;
  readonly transcripts: readonly Transcript[];
}

interface Transcript {
  readonly status: string;
  readonly messages: readonly Readable[];
}

/** A message as its reader takes it in: words, and calls with what became of them. */
interface Readable {
  readonly author: string;
  readonly parts: readonly ({ readonly text: string } | { readonly call: string; readonly state: string })[];
}

/** A snapshot without the bot's words, which others may change: who spoke, and what became of each call. */
export const outline = ({ effects, transcripts }: Snapshot): Json => ({
  effects,
  transcripts: transcripts.map(({ status, messages }) => ({
    status,
    messages: messages.map(({ author, parts }) =>
      [author, ...parts.map((part) => ('text' in part ? 'words' : `${part.call}: ${part.state}`))].join(', '),
    ),
  })),
});

/** Takes the snapshot of a world, for one customer. */
export async function snapshot(world: World, customerId: string): Promise<Snapshot> {
  const { ports, seen } = world;
  const objects: Record<string, string[]> = {};
  for (const kind of KINDS) {
    const found = await ports.objects.list(customerId, kind);
    objects[kind] = found.map(({ data }) => JSON.stringify(data)).sort();
  }
  const timers = [...seen.timers.values()].map(({ schedule, timeZone }) =>
    JSON.stringify([schedule, timeZone]),
  );
  const level = (await ports.customers.get(customerId))?.level ?? '';
  const transcripts: Transcript[] = [];
  for (const conversationId of seen.conversations) {
    const entries = await entriesOf(ports, conversationId);
    const status = entries.at(-1)?.state.status ?? '';
    transcripts.push({ status, messages: messagesOf(entries).map(readable) });
  }
  return { effects: { objects, level, timers: timers.sort(), bills: seen.bills.size }, transcripts };
}

function readable(message: Message): Readable {
  const parts = message.parts.flatMap((part): Readable['parts'] => {
    if (part.type === 'text') return part.text === '' ? [] : [{ text: part.text }];
    if (!('toolCallId' in part)) return [];
    const call = part.type === 'dynamic-tool' ? part.toolName : part.type.slice('tool-'.length);
    const output = 'output' in part ? (part.output as { status?: string }) : undefined;
    return [{ call, state: output?.status ?? part.state }];
  });
  return { author: message.metadata.author, parts };
}
