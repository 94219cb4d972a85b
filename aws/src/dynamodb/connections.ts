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
const watchedPlace = (what: Watched): string =>
  what === 'inbox' ? what : keyText('conversation', what.conversationId);

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
    await this.#put(principalPlace(principal.id), id, data);
  }

  async remove(id: string): Promise<void> {
    const own = { place: ownPlace(id), connectionId: id };
    const item = await this.#table.get(own, { consistent: true });
    if (item === undefined) return;
    const watched = (item['watched'] as ReadonlySet<string> | undefined) ?? [];
    const places = [principalPlace(connectionOf(item).principal.id), ...watched];
    await Promise.all(places.map((place) => this.#table.delete({ place, connectionId: id })));
    // Last, for it says what else there is to remove.
    await this.#table.delete(own);
  }

  async get(id: string): Promise<Connection | undefined> {
    const key = { place: ownPlace(id), connectionId: id };
    // One that was added long ago is found at half the price; one that seems not to be there may just have come.
    const item =
      (await this.#table.get(key, { consistent: false })) ??
      (await this.#table.get(key, { consistent: true }));
    return item && connectionOf(item);
  }

  ofPrincipal(principalId: string): Promise<readonly Connection[]> {
    return this.#at(principalPlace(principalId));
  }

  watchers(what: Watched): Promise<readonly Connection[]> {
    return this.#at(watchedPlace(what));
  }

  async watch(id: string, what: Watched): Promise<void> {
    const place = watchedPlace(what);
    const own = await this.#table.update(
      { place: ownPlace(id), connectionId: id },
      { text: 'ADD #watched :place', values: { ':place': new Set([place]) } },
      { text: 'attribute_exists(#place)' },
    );
    if (own.written && own.item !== undefined) await this.#put(place, id, own.item['data'] as Uint8Array);
  }

  async #at(place: string): Promise<readonly Connection[]> {
    const key = { text: '#place = :place', values: { ':place': place } };
    return (await this.#table.query({ key, consistent: true })).map(connectionOf);
  }

  async #put(place: string, connectionId: string, data: Uint8Array): Promise<void> {
    await this.#table.put({ place, connectionId, data, ...this.#end() });
  }

  #end = (): Item => endsAt(new Date(this.#now().getTime() + DAY_MS));
}
