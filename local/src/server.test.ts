import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { inOrder } from '@agentic-service-bot/bot/testing';
import { smartHome } from '@agentic-service-bot/smart-home';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadSettings } from './config/bad-settings.ts';
import { databaseIn, lockDataDir, tryLockDataDir } from './data-dir.ts';
import { greeting } from './greeting.ts';
import { loadService } from './service.ts';
import { openQuestion } from './terminal/calls.ts';
import { answer, latestReplies, say } from './terminal/replies.ts';
import { messageText } from './terminal/message-text.ts';
import { entryOf, stateOf, temporaryFolder, testStore } from './testing/store.ts';
import { testServer } from './testing/server.ts';
import { testSession } from './testing/terminal.ts';

describe('a customer', () => {
  it('says something, and it is done, and is still so when the server is started again', async () => {
    const script = inOrder(
      [{ call: 'device_power', input: { devices: ['speaker-living-room'], state: 'off' } }],
      [{ text: 'The speaker is off.' }],
    );
    const server = await testServer({ script });
    const session = await testSession(server.url);
    session.openNew();
    await say(session, 'turn it off');
    expect(latestReplies(session).map(({ message }) => messageText(message))).toEqual([
      'The speaker is off.',
    ]);
    session.signOut();
    await server.stop();
    expect(readdirSync(server.dataDir)).toEqual(['bot.db']);

    const again = await testServer({ dataDir: server.dataDir });
    const back = await testSession(again.url);
    const [conversation] = back.conversations.get().conversations;
    expect(conversation?.title).toBe('turn it off');
    const { store } = testStore(databaseIn(server.dataDir));
    await expect(store.objects.get('cust_001', 'device', 'speaker-living-room')).resolves.toMatchObject({
      data: { state: { on: false } },
    });
  });

  it('is asked before the plan is changed, and no money moves', async () => {
    const script = inOrder([{ call: 'change_plan', input: { plan: 'premium' } }], [{ text: 'Thank you.' }]);
    const server = await testServer({ script });
    const session = await testSession(server.url);
    session.openNew();
    await say(session, 'upgrade me');
    const question = latestReplies(session).map(({ message }) => openQuestion(message))[0];
    await answer(session, question?.approvalId ?? '', true);

    const { store } = testStore(databaseIn(server.dataDir));
    await expect(store.customers.get('cust_001')).resolves.toMatchObject({ level: 'premium' });
  });
});

it('what is older than it may be is gone soon after the start', async () => {
  const dataDir = temporaryFolder();
  const { store } = testStore(databaseIn(dataDir));
  for (const [id, updatedAt] of [
    ['old', '2026-01-01T00:00:00.000Z'],
    ['new', new Date().toISOString()],
  ] as const) {
    await store.log.append(entryOf(id, 1));
    await store.conversations.put({ id, seq: 1, state: stateOf('ann', { updatedAt }) });
  }
  const expired = new Date('2026-01-02T00:00:00.000Z');
  const request = { hash: 'h', conversationId: 'old', messageId: 'm', after: 0 };
  await store.requests.claim('ann', 'r', request, expired, expired);

  await testServer({ dataDir, config: { retentionDays: 1 } });

  const rows = () =>
    ['conversations', 'requests'].map((table) => store.database.prepare(`SELECT * FROM ${table}`).all());
  await eventually(() => expect(rows()).toMatchObject([[{ id: 'new' }], []]));
});

describe('the demo customers', () => {
  it('come once, with their timers', async () => {
    const first = await testServer();
    await first.stop();
    const { store, clock } = testStore(databaseIn(first.dataDir));
    expect(store.customers.list(100)).toHaveLength(smartHome.demo.customers.length);
    expect(store.scheduler.nextDue(clock.now())).toBeInstanceOf(Date);
    await store.writer.write(() => store.database.exec("DELETE FROM customers WHERE id = 'cust_001'"));
    store.close();

    const second = await testServer({ dataDir: first.dataDir });
    await second.stop();

    await expect(
      testStore(databaseIn(first.dataDir)).store.customers.get('cust_001'),
    ).resolves.toBeUndefined();
  });

  it('do not come to a server for real use, nor later', async () => {
    const secret = { kind: 'secret', secret: 'x'.repeat(32), audience: undefined } as const;
    const real = await testServer({ config: { authentication: secret } });
    expect((await fetch(`${real.url}/demo/principals`)).status).toBe(404);
    await real.stop();
    const demo = await testServer({ dataDir: real.dataDir });

    await expect((await fetch(`${demo.url}/demo/principals`)).json()).resolves.toMatchObject({
      customers: [],
    });
  });
});

it('with an issuer that can not be reached nobody comes in', async () => {
  const issuer = {
    kind: 'issuer',
    issuer: new URL('http://127.0.0.1:1'),
    audience: 'chat',
    clientId: undefined,
  } as const;
  const { url, events } = await testServer({ config: { authentication: issuer } });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['asb.v1', 'token']);
  await once(socket, 'close');

  expect(events).toMatchObject([{ type: 'fault', where: 'handshake' }]);
});

describe('what can not be is said, and nothing is left behind', () => {
  it('a port that another program has', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const dataDir = temporaryFolder();

    await expect(testServer({ dataDir, config: { port } })).rejects.toThrow(`PORT ${port} is in use`);

    expect(readdirSync(dataDir)).toEqual(['bot.db']);
    holder.close();
  });

  it('a host that is not this machine', async () => {
    await expect(testServer({ config: { host: '192.0.2.1' } })).rejects.toThrow('HOST is "192.0.2.1"');
  });

  it('a data directory that another server has', async () => {
    const { dataDir } = await testServer();

    await expect(testServer({ dataDir })).rejects.toThrow(BadSettings);
    await expect(testServer({ dataDir })).rejects.toThrow('which another server uses');
  });

  it('a data directory that is a file', async () => {
    const dataDir = join(temporaryFolder(), 'file');
    writeFileSync(dataDir, 'mine');

    await expect(testServer({ dataDir })).rejects.toThrow(/^DATA_DIR is ".*\(EEXIST\)/);
    await expect(testServer({ dataDir: join(dataDir, 'below') })).rejects.toThrow('ENOTDIR');
  });
});

it('a lock is one process’s at a time, and leaves nothing', () => {
  const folder = temporaryFolder();
  const unlock = lockDataDir(folder);
  expect(tryLockDataDir(folder)).toBeUndefined();
  unlock();
  lockDataDir(folder)();

  expect(existsSync(join(folder, 'server.lock'))).toBe(false);
});

describe('a service', () => {
  it('is what a package or a file exports', async () => {
    await expect(loadService('@agentic-service-bot/smart-home')).resolves.toBe(smartHome);
    await expect(loadService(join(import.meta.dirname, 'alerts.ts'))).rejects.toThrow('exports no service');
    await expect(loadService('absent-package')).rejects.toThrow(
      /^SERVICE is "absent-package", which can't be loaded/,
    );
  });
});

describe('who starts it reads', () => {
  const served = { url: 'http://localhost:3000', isFrontendBuilt: true, begunWith: smartHome.name };
  const config = { authentication: { kind: 'demo' }, dataDir: '/data' } as const;

  it('warns of data that were begun with another service', () => {
    const text = (begunWith: string) => greeting({ ...served, begunWith }, config, smartHome);
    expect(text('bookshop')).toContain('begun with the service bookshop');
    expect(text('bookshop')).toContain('set DATA_DIR to another folder');
    expect(text(smartHome.name)).not.toContain('begun with');
  });

  it('where it is and what to do next', () => {
    const text = greeting(served, config, smartHome);

    expect(text).toContain('Smart Home is served at http://localhost:3000');
    expect(text).toContain('npm run chat -- --customer cust_001');
    expect(text).toContain('a customer to chat as, or an operator.');
    expect(text).toContain('Demo mode');
    expect(text).not.toContain('npm run build');
    expect(text).not.toContain('--url');
  });

  it('of no operator where the service has none to be', () => {
    const service = { ...smartHome, demo: { ...smartHome.demo, operators: [] } };
    const text = greeting(served, config, service);

    expect(text).toContain('a customer to chat as.');
  });

  it('how to reach it from the terminal where it is not at the usual place', () => {
    const text = greeting({ ...served, url: 'http://localhost:3777' }, config, smartHome);

    expect(text).toContain('npm run chat -- --customer cust_001 --url http://localhost:3777');
  });

  it('nothing of a demo when it is none, and how to build the page when there is none', () => {
    const authentication = { kind: 'secret', secret: 's', audience: undefined } as const;
    const text = greeting({ ...served, isFrontendBuilt: false }, { ...config, authentication }, smartHome);

    expect(text).not.toContain('emo');
    expect(text).toContain('npm run build -w frontend');
  });
});
