import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../protocol-client/client.ts';
import type { ChunkFrame, ServerFrame } from '../protocol-client/frames.ts';
import { demoTarget } from '../protocol-client/target.ts';
import { finished, say, textOf, volume } from '../protocol-client/turn.ts';
import { startServer, temporaryDirectory, type Exit, type Server } from '../support/server.ts';

const CUSTOMER = 'cust_001';
const VOLUME = 40;
const LOUDER = 50;

let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;
let client: Client;

async function start(): Promise<void> {
  server = await startServer({ DATA_DIR: data.path });
  client = await Client.join(demoTarget(server.url), CUSTOMER);
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Exit> {
  const exit = await server.stop(signal);
  await client.closed;
  return exit;
}

beforeEach(async () => {
  data = await temporaryDirectory();
  await start();
});

afterEach(async () => {
  await end('SIGKILL');
  await data.remove();
});

/** Asks for more volume, ends the server as soon as a frame is seen, starts it again, waits for the answer. */
async function cutAt(seen: (frame: ServerFrame) => boolean, signal: 'SIGTERM' | 'SIGKILL'): Promise<Exit> {
  const { conversationId } = await say(client, `set the volume to ${VOLUME}`);
  const since = client.frames.length;
  client.send({ action: 'sendMessage', requestId: 'louder-1', conversationId, text: 'turn it up' });
  await client.find('the moment', (frame) => (seen(frame) ? frame : undefined), since);
  const exit = await end(signal);

  await start();
  await client.resume(conversationId);
  const again = await client.request({
    action: 'sendMessage',
    requestId: 'louder-1',
    conversationId,
    text: 'turn it up',
  });
  await finished(client, again.messageId);
  const messages = await client.transcript(conversationId).messages();
  const replies = messages.filter(({ metadata }) => metadata?.replyTo?.includes(again.messageId) === true);
  expect(messages.filter(({ role }) => role === 'user')).toHaveLength(2);
  expect(replies).toHaveLength(1);
  expect(replies.map(textOf)).not.toContain('');
  return exit;
}

const chunkOf =
  (type: ChunkFrame['chunk']['type']) =>
  (frame: ServerFrame): boolean =>
    frame.type === 'chunk' && frame.chunk.type === type;

const moments: readonly [string, (frame: ServerFrame) => boolean][] = [
  ['the message is accepted', (frame) => frame.type === 'accepted'],
  ['the reply begins', chunkOf('start')],
  ['the action is called', chunkOf('tool-input-available')],
  ['the action is done', chunkOf('tool-output-available')],
  ['the bot speaks', chunkOf('text-delta')],
];

describe('killed in the middle of a turn, the server finishes it and does nothing twice', () => {
  it.each(moments)('when %s', async (_, seen) => {
    await cutAt(seen, 'SIGKILL');

    await expect(volume(client)).resolves.toBe(LOUDER);
  });
});

describe('told to end', () => {
  it('it ends with 0', async () => {
    await expect(server.stop()).resolves.toMatchObject({ code: 0 });
  });

  it('in the middle of a turn, it ends with 0 and the turn is finished once', async () => {
    await expect(cutAt(chunkOf('start'), 'SIGTERM')).resolves.toMatchObject({ code: 0 });
    await expect(volume(client)).resolves.toBe(LOUDER);
  });
});

it('a conversation is the same after a restart', async () => {
  const { conversationId } = await say(client, `set the volume to ${VOLUME}`);
  await say(client, 'play jazz', conversationId);
  const before = await client.transcript(conversationId).messages();
  await end('SIGTERM');
  await start();
  await client.resume(conversationId);

  await expect(client.transcript(conversationId).messages()).resolves.toEqual(before);
  await expect(volume(client)).resolves.toBe(VOLUME);
  const { conversations } = await client.request({ action: 'listConversations' });
  expect(conversations.map(({ id }) => id)).toContain(conversationId);
});
