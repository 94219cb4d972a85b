import {
  decodeCursor,
  page,
  type ConversationState,
  type ConversationSummary,
  type Conversations,
  type Page,
} from '@agentic-service-bot/bot/ports';
import * as z from 'zod';
import { partition } from './key-text.ts';
import {
  customerWindow,
  INBOX_PARTS,
  inboxList,
  inboxPart,
  ofCustomerList,
  type List,
  type Place,
} from './lists.ts';
import { pack, unpack } from './packed.ts';
import type { Retention } from './retention.ts';
import type { Item, Table } from './table.ts';

const customerCursor = z.tuple([z.string(), z.string(), z.string()]);
const inboxCursor = z.tuple([z.enum(INBOX_PARTS), z.string(), z.string(), z.string()]);

/** Most keys of an index that are read at once. */
const KEYS = 100;

/** The lists of conversations in DynamoDB: one item each, and two indexes of keys alone. */
export class DynamoConversations implements Conversations {
  readonly #table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.#table = table;
    this.#retention = retention;
  }

  async put({ id, seq, state }: ConversationSummary): Promise<void> {
    const part = inboxPart(state);
    await this.#table.put(
      {
        conversationId: partition(id),
        customerId: partition(state.customerId),
        customerPlace: customerWindow(state),
        inboxPart: part,
        inboxPlace: inboxList(part).place({ id, seq, state })[0],
        seq,
        data: pack({ id, state }),
        ...this.#retention(),
      },
      { text: 'attribute_not_exists(#conversationId) OR #seq <= :seq', values: { ':seq': seq } },
    );
  }

  async ofCustomer(customerId: string, limit: number, cursor?: string): Promise<Page<ConversationSummary>> {
    const list = ofCustomerList(partition(customerId));
    const found = await this.#read(list, decodeCursor(cursor, customerCursor), limit + 1);
    return page(found, limit, list.place, (summary) => summary);
  }

  async inbox(limit: number, cursor?: string): Promise<Page<ConversationSummary>> {
    const [part, ...place] = decodeCursor(cursor, inboxCursor) ?? [INBOX_PARTS[0]];
    const found: ConversationSummary[] = [];
    for (const next of INBOX_PARTS.slice(INBOX_PARTS.indexOf(part))) {
      const after = next === part && place.length > 0 ? (place as Place) : undefined;
      found.push(...(await this.#read(inboxList(next), after, limit + 1 - found.length)));
      if (found.length > limit) break;
    }
    return page(
      found,
      limit,
      (summary) => [inboxPart(summary.state), ...inboxList(inboxPart(summary.state)).place(summary)],
      (summary) => summary,
    );
  }

  /**
   * The first `count` of a list behind a place. The index tells the order of windows, the items tell the order within
   * one: a window is read whole. What has moved since the index was written stands where it is now, or is left out.
   */
  async #read(list: List, after: Place | undefined, count: number): Promise<ConversationSummary[]> {
    const found = new Map<string, ConversationSummary>();
    const show = async (ids: readonly string[]) => {
      const items = await this.#table.getAll(ids.map((conversationId) => ({ conversationId })));
      for (const summary of items.map(summaryOf))
        if (list.holds(summary) && (after === undefined || list.compare(list.place(summary), after) > 0))
          found.set(summary.id, summary);
    };
    let window = '';
    let ids: string[] = [];
    const seen = new Set<string>();
    reading: for await (const keys of this.#table.pages(list.range(after?.[0]), KEYS)) {
      for (const key of keys) {
        const at = String(key[list.attribute]);
        if (at !== window) {
          await show(ids);
          if (found.size >= count) break reading;
          window = at;
          ids = [];
        }
        const id = String(key['conversationId']);
        if (!seen.has(id)) ids.push(id);
        seen.add(id);
        if (ids.length >= list.windowMax) break reading;
      }
    }
    await show(ids.filter((id) => !found.has(id)));
    return [...found.values()].sort((a, b) => list.compare(list.place(a), list.place(b))).slice(0, count);
  }
}

function summaryOf(item: Item): ConversationSummary {
  const { id, state } = unpack(item['data']) as { id: string; state: ConversationState };
  return { id, seq: Number(item['seq']), state };
}
