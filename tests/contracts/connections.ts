import type { Connection, Connections } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { at } from './samples.ts';
import { eventually } from '@agentic-service-bot/bot/testing/eventually';

/** Connections, and a way to open real sockets that they reach. */
export interface ConnectionsUnderTest {
  readonly connections: Connections;
  /** Opens a socket; its id is the adapter's to choose. */
  open(): Promise<SocketUnderTest>;
}

export interface SocketUnderTest {
  readonly id: string;
  /** What came out at the client's end, oldest first. */
  readonly frames: readonly string[];
  /** Closes it from the client's end; resolves once the adapter could know. */
  close(): Promise<void>;
}

const connection = (id: string, principalId = 'cust_1', name = 'Ann'): Connection => ({
  id,
  principal: { id: principalId, name, role: 'customer' },
  expiresAt: at(60_000).toISOString(),
});

const idsOf = (found: readonly Connection[]) => found.map(({ id }) => id).toSorted();

export const connectionsChecks = {
  'knows a connection from add to remove': async ({ port: { connections, open } }) => {
    const { id } = await open();
    expect(await connections.get(id)).toBeUndefined();
    const added = connection(id, 'auth0|ä', 'Ännchen 😀');
    await connections.add(added);
    expect(await connections.get(id)).toEqual(added);
    await connections.remove(id);
    await connections.remove(id);
    expect(await connections.get(id)).toBeUndefined();
    expect(await connections.followers('auth0|ä')).toEqual([]);
  },

  'takes a second hello for the newer one': async ({ port: { connections, open } }) => {
    const { id } = await open();
    await connections.add(connection(id));
    const later = { ...connection(id), expiresAt: at(120_000).toISOString() };
    await connections.add(later);
    expect(await connections.followers('cust_1')).toEqual([later]);
  },

  'keeps a connection that says hello again among those who follow, and all that it watches': async ({
    port: { connections, open },
  }) => {
    const { id } = await open();
    const conversation = { customerId: 'cust_1', conversationId: 'cv_1' };
    await connections.add(connection(id, 'op_1'));
    await connections.watch(id, 'inbox');
    await connections.watch(id, conversation);
    const again = connections.add(connection(id, 'op_1'));
    const meanwhile = [await connections.followers('op_1'), await connections.watchers('inbox')];
    await again;
    expect(meanwhile.map(idsOf)).toEqual([[id], [id]]);
    expect(idsOf(await connections.watchers('inbox'))).toEqual([id]);
    expect(idsOf(await connections.watchers(conversation))).toEqual([id]);
    expect(idsOf(await connections.followers('cust_1', 'cv_1'))).toEqual([id]);
    await connections.remove(id);
    expect(await connections.watchers('inbox')).toEqual([]);
    expect(await connections.watchers(conversation)).toEqual([]);
  },

  'finds a principal’s connections, and nobody else’s': async ({ port: { connections, open } }) => {
    const [a, b, c] = [await open(), await open(), await open()];
    await connections.add(connection(a.id));
    await connections.add(connection(b.id));
    await connections.add(connection(c.id, 'cust_10'));
    expect(idsOf(await connections.followers('cust_1'))).toEqual([a.id, b.id].toSorted());
    expect(idsOf(await connections.followers('cust_10'))).toEqual([c.id]);
    await connections.remove(a.id);
    expect(idsOf(await connections.followers('cust_1'))).toEqual([b.id]);
  },

  'finds who follows a customer’s conversation': async ({ port: { connections, open } }) => {
    const [a, b, c, d] = [await open(), await open(), await open(), await open()];
    await connections.add(connection(a.id));
    await connections.add(connection(b.id, 'op_1'));
    await connections.add(connection(c.id, 'op_2'));
    await connections.add(connection(d.id, 'cust_2'));
    await connections.watch(b.id, { customerId: 'cust_1', conversationId: 'cv_1' });
    await connections.watch(b.id, { customerId: 'cust_1', conversationId: 'cv_2' });
    await connections.watch(c.id, { customerId: 'cust_1', conversationId: 'cv_2' });
    await connections.watch(c.id, 'inbox');
    const followers = async (customerId: string, conversationId?: string) =>
      idsOf(await connections.followers(customerId, conversationId));
    expect(await followers('cust_1', 'cv_1')).toEqual([a.id, b.id].toSorted());
    expect(await followers('cust_1', 'cv_2')).toEqual([a.id, b.id, c.id].toSorted());
    expect(await followers('cust_1', 'cv_3')).toEqual([a.id]);
    expect(await followers('cust_1')).toEqual([a.id]);
    expect(await followers('cust_2', 'cv_3')).toEqual([d.id]);
    await connections.remove(b.id);
    expect(await followers('cust_1', 'cv_1')).toEqual([a.id]);
  },

  'finds who watches what': async ({ port: { connections, open } }) => {
    const [a, b] = [await open(), await open()];
    for (const { id } of [a, b]) await connections.add(connection(id, 'op_1'));
    const watchers = async (conversationId: string) =>
      idsOf(await connections.watchers({ customerId: 'cust_1', conversationId }));
    await connections.watch(a.id, { customerId: 'cust_1', conversationId: 'cv_1' });
    await connections.watch(a.id, { customerId: 'cust_1', conversationId: 'cv_1' });
    await connections.watch(a.id, { customerId: 'cust_1', conversationId: 'cv_2' });
    await connections.watch(b.id, { customerId: 'cust_1', conversationId: 'cv_2' });
    await connections.watch(b.id, 'inbox');
    expect(await watchers('cv_1')).toEqual([a.id]);
    expect(await watchers('cv_2')).toEqual([a.id, b.id].toSorted());
    expect(await connections.watchers('inbox')).toEqual([connection(b.id, 'op_1')]);
    expect(await watchers('inbox')).toEqual([]);
    expect(await watchers('cv_3')).toEqual([]);
  },

  'removes with a connection all that it watches': async ({ port: { connections, open } }) => {
    const { id } = await open();
    await connections.add(connection(id));
    await connections.watch(id, 'inbox');
    await connections.watch(id, { customerId: 'cust_1', conversationId: 'cv_1' });
    await connections.remove(id);
    expect(await connections.watchers('inbox')).toEqual([]);
    await connections.add(connection(id));
    expect(await connections.watchers({ customerId: 'cust_1', conversationId: 'cv_1' })).toEqual([]);
  },

  'sends to an open socket, added or not, in order': async ({ port: { connections, open } }) => {
    const socket = await open();
    const frames = Array.from({ length: 30 }, (_, n) => JSON.stringify({ n, text: '“Küche” 😀 \u2028' }));
    for (const [n, frame] of frames.entries()) {
      if (n === 10) await connections.add(connection(socket.id));
      expect(await connections.send(socket.id, frame)).toBe('sent');
    }
    await eventually(() => expect(socket.frames).toEqual(frames));
  },

  'sends a frame of 128 KB': async ({ port: { connections, open } }) => {
    const socket = await open();
    const frame = JSON.stringify('x'.repeat(128 * 1024 - 2));
    expect(await connections.send(socket.id, frame)).toBe('sent');
    await eventually(() => expect(socket.frames).toEqual([frame]));
  },

  'says that a socket is gone, and forgets it': async ({ port: { connections, open } }) => {
    const socket = await open();
    await connections.add(connection(socket.id));
    await connections.watch(socket.id, 'inbox');
    await socket.close();
    expect(await connections.send(socket.id, '{}')).toBe('gone');
    expect(await connections.get(socket.id)).toBeUndefined();
    expect(await connections.followers('cust_1')).toEqual([]);
    expect(await connections.watchers('inbox')).toEqual([]);
    expect(await connections.send(socket.id, '{}')).toBe('gone');
  },

  'sends to one socket alone': async ({ port: { connections, open } }) => {
    const [a, b] = [await open(), await open()];
    await connections.send(a.id, '"a"');
    await connections.send(b.id, '"b"');
    await eventually(() => expect([a.frames, b.frames]).toEqual([['"a"'], ['"b"']]));
  },
} satisfies Checks<ConnectionsUnderTest>;

export const connectionsContract = contract<ConnectionsUnderTest, keyof typeof connectionsChecks>(
  'connections',
  connectionsChecks,
);
