import { lastSeq, type Log, type LogEntry, type WholeMessage } from '@agentic-service-bot/bot/ports';
import type { Message } from '@agentic-service-bot/protocol';
import { partition } from './key-text.ts';
import { pack, packText, unpack, unpackText } from './packed.ts';
import type { Retention } from './retention.ts';
import type { Item, Table } from './table.ts';

/** Digits of a number in an index: frames can't be more. */
const DIGITS = 10;
const SEQ_MAX = 10 ** DIGITS - 1;
const padded = (seq: number): string => String(Math.min(seq, SEQ_MAX)).padStart(DIGITS, '0');

/** Most conversations of which something is remembered. */
const KNOWN_MAX = 1_000;

const ENTRY_IS_NEW = { text: 'attribute_not_exists(#seq)' };

/**
 * The log in DynamoDB. An entry stands under the number of its first frame, so that of those who believe in the same last entry
 * one can put the next. A whole message is packed apart: the index of messages holds nothing else.
 */
export class DynamoLog implements Log {
  readonly #table: Table;
  readonly #retention: Retention;
  readonly #id: () => string;
  readonly #known = new Map<string, Known>();

  constructor(table: Table, retention: Retention, id: () => string) {
    this.#table = table;
    this.#retention = retention;
    this.#id = id;
  }

  async append(entry: LogEntry): Promise<'appended' | 'taken'> {
    if (entry.frames.length === 0) throw new Error('An entry without frames takes no number.');
    const { conversationId, seq } = entry;
    if (!(await this.#isNext(conversationId, seq))) return 'taken';
    const by = this.#id();
    const result = await this.#table.put({ ...itemOf(entry), by, ...this.#retention() }, ENTRY_IS_NEW);
    // An answer that was lost is asked for again by the client: what stands then is its own.
    if (!result.written && result.item?.['by'] !== by) {
      this.#known.delete(conversationId);
      return 'taken';
    }
    this.#learn(entry);
    return 'appended';
  }

  async last(conversationId: string): Promise<LogEntry | undefined> {
    const key = { text: '#conversationId = :id', values: { ':id': partition(conversationId) } };
    const [item] = await this.#table.query({ key, descending: true, consistent: true, limit: 1 });
    if (item === undefined) return undefined;
    const entry = entryOf(conversationId, item);
    this.#learn(entry);
    return entry;
  }

  async after(conversationId: string, seq: number, limit: number): Promise<readonly LogEntry[]> {
    if (limit === 1) return this.#next(conversationId, seq);
    const entries = await this.#range(conversationId, '>', seq, limit);
    if (seq <= 0 || entries[0]?.seq === seq + 1) return entries;
    // The number is in the middle of an entry, or the last one.
    const [before] = await this.#range(conversationId, '<=', seq, 1);
    return before !== undefined && lastSeq(before) > seq ? [before, ...entries].slice(0, limit) : entries;
  }

  async messages(
    conversationId: string,
    before: number | undefined,
    limit: number,
    after = 0,
  ): Promise<readonly WholeMessage[]> {
    // Nothing is between them, and to ask for it is an error.
    if (after + 1 >= (before ?? SEQ_MAX)) return [];
    const read = async (consistent: boolean): Promise<readonly WholeMessage[]> => {
      const values = {
        ':id': partition(conversationId),
        ':after': padded(after + 1),
        // A place goes on behind the number: it is before its own number's.
        ':before': padded(before ?? SEQ_MAX),
      };
      const key = { text: '#conversationId = :id AND #messagePlace BETWEEN :after AND :before', values };
      const range = { index: 'byMessage', key, descending: true, consistent, limit };
      const items = await this.#table.query(range);
      return items.map((item) => ({
        seq: Number(item['seq']),
        ...messageOf(item, unpackText(item['message'])),
      }));
    };
    // Half the price: what has the newest message that this process knows of is not behind.
    const newest = this.#known.get(conversationId)?.message;
    if (newest === undefined || newest.from >= (before ?? SEQ_MAX) || newest.from <= after) return read(true);
    const lately = await read(false);
    const isThere = lately[0] !== undefined && isAsNew(lately[0], newest);
    return isThere ? lately : read(true);
  }

  /** The entry that has the next frame. It never changes: one that is found is right, however old what was read is. */
  async #next(conversationId: string, seq: number): Promise<readonly LogEntry[]> {
    for (const consistent of [false, true]) {
      const [entry] = await this.#range(conversationId, '<=', seq + 1, 1, consistent);
      if (entry !== undefined && lastSeq(entry) > seq) return [entry];
    }
    return [];
  }

  /** Entries whose first frame is above that number, or up to it from there back. */
  async #range(
    conversationId: string,
    side: '>' | '<=',
    seq: number,
    limit: number,
    consistent = true,
  ): Promise<readonly LogEntry[]> {
    const values = { ':id': partition(conversationId), ':seq': seq };
    const key = { text: `#conversationId = :id AND #seq ${side} :seq`, values };
    const items = await this.#table.query({ key, descending: side === '<=', consistent, limit });
    return items.map((item) => entryOf(conversationId, item));
  }

  /** Whether an entry may follow at that number: the one before it ends there. */
  async #isNext(conversationId: string, seq: number): Promise<boolean> {
    const known = this.#known.get(conversationId)?.seq ?? 0;
    if (known >= seq) return false;
    if (known > 0 && known === seq - 1) return true;
    const last = await this.last(conversationId);
    return seq === (last === undefined ? 1 : lastSeq(last) + 1);
  }

  #learn(entry: LogEntry): void {
    const { conversationId, seq, message } = entry;
    const known = this.#known.get(conversationId);
    const whole = message && { seq, from: message.from };
    const newest = known?.message;
    this.#known.delete(conversationId);
    this.#known.set(conversationId, {
      seq: Math.max(known?.seq ?? 0, lastSeq(entry)),
      message: whole !== undefined && (newest === undefined || isAsNew(whole, newest)) ? whole : newest,
    });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KNOWN_MAX) return;
      this.#known.delete(oldest);
    }
  }
}

/** What this process has seen of a conversation. */
interface Known {
  /** Number of its last frame: an entry that follows it need not look again. */
  readonly seq: number;
  /** Its newest whole message. */
  readonly message: MessagePlace | undefined;
}

type MessagePlace = Pick<WholeMessage, 'seq' | 'from'>;

/** Whether a message stands at that place of the transcript, or behind it. */
const isAsNew = (a: MessagePlace, b: MessagePlace): boolean =>
  a.from > b.from || (a.from === b.from && a.seq >= b.seq);

function itemOf({ conversationId, seq, message, ...rest }: LogEntry): Item {
  const key = { conversationId: partition(conversationId), seq };
  if (message === undefined) return { ...key, entry: pack(rest) };
  const { usage } = message;
  const text = JSON.stringify({ ...message.message, ...(usage === undefined ? {} : { usage }) });
  return {
    ...key,
    messagePlace: `${padded(message.from)}-${padded(seq)}`,
    message: packText(text),
    // The frames and the state say much that is in the message.
    entry: packText(JSON.stringify(rest), text),
  };
}

function entryOf(conversationId: string, item: Item): LogEntry {
  const seq = Number(item['seq']);
  if (item['message'] === undefined) return { conversationId, seq, ...(unpack(item['entry']) as Rest) };
  const text = unpackText(item['message']);
  const rest = JSON.parse(unpackText(item['entry'], text)) as Rest;
  return {
    conversationId,
    seq,
    ...rest,
    message: messageOf(item, text),
  };
}

/** What of an entry stands in neither its key nor its message. */
type Rest = Omit<LogEntry, 'conversationId' | 'seq' | 'message'>;

/** A message as its item has it: with what it took, which the index must have, too. */
function messageOf(item: Item, text: string): NonNullable<LogEntry['message']> {
  const { usage, ...message } = JSON.parse(text) as Message & { readonly usage?: WholeMessage['usage'] };
  return { from: fromOf(item), message, ...(usage === undefined ? {} : { usage }) };
}

const fromOf = (item: Item): number => Number(String(item['messagePlace']).slice(0, DIGITS));
