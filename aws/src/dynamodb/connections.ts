import type { Connection, Watched } from '@agentic-service-bot/bot/ports';
import { TTL_ATTRIBUTE } from '../tables.ts';
import { keyText } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import { endsAt } from './retention.ts';
import type { Item, Table } from './table.ts';

/** A socket lives two hours at most; what is left behind of one ends by itself. */
const DAY_MS = 24 * 60 * 60_000;

const ownPlace = (id: string): string => keyText('socket', id);
const principalPlace = (id: string): string => keyText('principal', id);

/** Where a socket stands that watches: with the sockets of the customer whose conversation it is. */
const watchedKey = (id: string, what: Watched): { readonly place: string; readonly connectionId: string } =>
  what === 'inbox'
    ? { place: what, connectionId: id }
    : {
        place: principalPlace(what.customerId),
        connectionId: keyText('watches', what.conversationId, id),
      };

/** Whether an item stands for a socket that watches one of these conversations; undefined: for one that watches none. */
const isOf =
  (conversations: readonly (string | undefined)[]) =>
  (item: Item): boolean =>
    conversations.includes(item['conversation'] as string | undefined);

const connectionOf = (item: Item): Connection => unpack(item['data']) as Connection;

/**
 * Which sockets are open, in DynamoDB. Each stands under its own id, which knows what it watches, and under each place at
 * which it is looked for: so all who are to get a frame are one consistent read of one partition.
 */
export class DynamoConnections {
  readonly #table: Table;
  readonly #now: () => Date;

  constructor(table: Table, now: () => Date) {
    this.#table = table;
    this.#now = now;
  }

  async add(connection: Connection): Promise<void> {
    const { id, principal } = connection;
    const data = pack(connection);
    // What it watches already, if it says hello twice, stays.
    await this.#table.update(
      { place: ownPlace(id), connectionId: id },
      {
        text: `SET #data = :data, #${TTL_ATTRIBUTE} = :end`,
        values: { ':data': data, ':end': this.#end()[TTL_ATTRIBUTE] as number },
      },
    );
    const place = principalPlace(principal.id);
    await this.#table.put({ place, connectionId: id, data, ...this.#end() });
  }

  async remove(id: string): Promise<void> {
    const own = await this.#own(id);
    if (own === undefined) return;
    const principal = { place: principalPlace(connectionOf(own).principal.id), connectionId: id };
    await this.#removeOwn(own, [principal]);
  }

  /** Forgets the sockets of a customer, and who watches their conversations. Says how many sockets there were. */
  async forget(customerId: string): Promise<number> {
    const place = principalPlace(customerId);
    const items = await this.#at(place);
    for (const item of items) {
      const { id } = connectionOf(item);
      const connectionId = String(item['connectionId']);
      const own = await this.#own(id);
      if (own !== undefined && isOf([undefined])(item)) await this.#removeOwn(own);
      else if (own !== undefined) await this.#unwatch(id, JSON.stringify([place, connectionId]));
      // Last, for it is by this that the rest is found.
      await this.#table.delete({ place, connectionId });
    }
    return items.filter(isOf([undefined])).length;
  }

  #own(id: string): Promise<Item | undefined> {
    return this.#table.get({ place: ownPlace(id), connectionId: id }, { consistent: true });
  }

  /** Removes these places of a socket, and what it watches. */
  async #removeOwn(own: Item, places: readonly Item[] = []): Promise<void> {
    const watched = [...((own['watched'] as ReadonlySet<string> | undefined) ?? [])].map((key) => {
      const [place = '', connectionId = ''] = JSON.parse(key) as string[];
      return { place, connectionId };
    });
    await Promise.all([...places, ...watched].map((key) => this.#table.delete(key)));
    // Last, for it says what else there is to remove.
    const { place, connectionId } = own;
    await this.#table.delete({ place: String(place), connectionId: String(connectionId) });
  }

  async #unwatch(id: string, key: string): Promise<void> {
    await this.#table.update(
      { place: ownPlace(id), connectionId: id },
      { text: 'DELETE #watched :key', values: { ':key': new Set([key]) } },
      { text: 'attribute_exists(#place)' },
    );
  }

  async get(id: string): Promise<Connection | undefined> {
    const key = { place: ownPlace(id), connectionId: id };
    // One that was added long ago is found at half the price; one that seems not to be there may just have come.
    const item =
      (await this.#table.get(key, { consistent: false })) ??
      (await this.#table.get(key, { consistent: true }));
    return item && connectionOf(item);
  }

  async followers(customerId: string, conversationId?: string): Promise<readonly Connection[]> {
    const items = await this.#at(principalPlace(customerId));
    return items.filter(isOf([undefined, conversationId])).map(connectionOf);
  }

  async watchers(what: Watched): Promise<readonly Connection[]> {
    const wanted = what === 'inbox' ? undefined : what.conversationId;
    return (await this.#at(watchedKey('', what).place)).filter(isOf([wanted])).map(connectionOf);
  }

  async watch(id: string, what: Watched): Promise<void> {
    const key = watchedKey(id, what);
    const own = await this.#table.update(
      { place: ownPlace(id), connectionId: id },
      {
        text: 'ADD #watched :key',
        values: { ':key': new Set([JSON.stringify([key.place, key.connectionId])]) },
      },
      { text: 'attribute_exists(#place)' },
    );
    if (!own.written || own.item === undefined) return;
    const data = own.item['data'] as Uint8Array;
    const conversation = what === 'inbox' ? {} : { conversation: what.conversationId };
    await this.#table.put({ ...key, ...conversation, data, ...this.#end() });
  }

  async #at(place: string): Promise<readonly Item[]> {
    const key = { text: '#place = :place', values: { ':place': place } };
    return this.#table.query({ key, consistent: true });
  }

  #end = (): Item => endsAt(new Date(this.#now().getTime() + DAY_MS));
}
