import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import { beforeEach, describe, expect, test } from 'vitest';
import { CustomerSession, OperatorSession } from '../session/index.ts';
import { settled } from '../session/testing/fake-clock.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { FakeIssuer } from '../sign-in/testing/fake-issuer.ts';
import { AppModel } from './app-model.ts';
import { FakeBrowser } from './testing/fake-browser.ts';

let browser: FakeBrowser;
let model: AppModel;

beforeEach(() => {
  browser = new FakeBrowser();
  model = new AppModel(browser.environment);
});

function session(): CustomerSession | OperatorSession {
  const state = model.state.get();
  if (!('session' in state)) throw new Error(`There is no session while ${state.phase}`);
  return state.session;
}

describe('the first page', () => {
  test('offers the people of the demo', async () => {
    expect(model.state.get().phase).toBe('loading');
    await model.load();
    expect(model.state.get()).toMatchObject({
      phase: 'choosing',
      people: { customers: [{ id: 'cust_001' }], operators: [{ id: 'op_001' }] },
    });
  });

  test('says so where there is no demo', async () => {
    browser.answers.delete('/demo/principals');
    await model.load();
    expect(model.state.get().phase).toBe('no-demo');
  });

  test('takes the page of a single-page host for no demo', async () => {
    const headers = { 'content-type': 'text/html' };
    browser.answers.set('/demo/principals', () => new Response('<!doctype html>', { headers }));
    await model.load();
    expect(model.state.get().phase).toBe('no-demo');
  });

  test.each([
    ['no answer', () => new Error('refused')],
    ['a fault', () => Response.json({}, { status: 500 })],
  ])('says so when the server can’t be reached: %s', async (_, answer) => {
    browser.answers.set('/demo/principals', answer);
    await model.load();
    expect(model.state.get().phase).toBe('failed');
    model.choose('cust_001');
    expect(model.state.get().phase).toBe('failed');
  });
});

describe('choosing', () => {
  test('a customer begins a new conversation, with a fresh token for each connection', async () => {
    await model.load();
    model.choose('cust_001');
    await settled();
    expect(session()).toBeInstanceOf(CustomerSession);
    expect(session().current.get()?.state.get().id).toBeUndefined();
    expect(browser.fetched.at(-1)).toEqual({ path: '/demo/token', body: { sub: 'cust_001' } });
    expect(browser.server.network.socket.subprotocols).toEqual(['asb.v1', 'fresh']);
  });

  test('an operator sees the inbox only', async () => {
    await model.load();
    model.choose('op_001');
    expect(session()).toBeInstanceOf(OperatorSession);
    expect(session().current.get()).toBeUndefined();
  });

  test('is remembered over a reload, the token is not', async () => {
    await model.load();
    model.choose('cust_001');
    await settled();
    expect([...browser.stored]).toEqual([['demo-principal', 'cust_001']]);
    const reloaded = new AppModel(browser.environment);
    await reloaded.load();
    expect(reloaded.state.get().phase).toBe('customer');
  });

  test('somebody who is gone is forgotten', async () => {
    browser.stored.set('demo-principal', 'cust_gone');
    await model.load();
    expect(model.state.get().phase).toBe('choosing');
    expect(browser.stored.size).toBe(0);
  });

  test('somebody who is given no token is signed out', async () => {
    browser.answers.set('/demo/token', () => new Response('', { status: 404 }));
    await model.load();
    model.choose('cust_001');
    await settled();
    expect(session().connection.get()).toBe('signed-out');
  });

  test('a token that can’t be had just now is asked for again', async () => {
    browser.answers.set('/demo/token', () => new Response('', { status: 503 }));
    await model.load();
    model.choose('cust_001');
    await settled();
    expect(session().connection.get()).toBe('reconnecting');
  });
});

describe('the address', () => {
  test('names the conversation, so that a reload leads back to it', async () => {
    browser.hash = '#/c/conv%2F1';
    browser.stored.set('demo-principal', 'cust_001');
    await model.load();
    expect(session().current.get()?.id).toBe('conv/1');
    session().open('conv_2');
    expect(browser.hash).toBe('#/c/conv_2');
  });

  test('follows a new conversation when it gets its id', async () => {
    await model.load();
    model.choose('cust_001');
    await browser.server.accept();
    session().current.get()?.say('Hello');
    await browser.server.answer('sendMessage', {
      type: 'accepted',
      conversationId: 'conv_9',
      messageId: 'm',
    });
    expect(browser.hash).toBe('#/c/conv_9');
  });

  test('is followed when it changes', async () => {
    await model.load();
    model.choose('cust_001');
    const first = session().current.get();
    browser.go('#/c/conv_3');
    expect(session().current.get()?.id).toBe('conv_3');
    browser.go('');
    expect(session().current.get()?.id).toBeUndefined();
    expect(session().current.get()).not.toBe(first);
    const second = session().current.get();
    for (const nothing of ['#/c/', '#/c/%', '#else']) browser.go(nothing);
    expect(session().current.get()).toBe(second);
  });

  test('of an operator without a conversation is the inbox', async () => {
    await model.load();
    model.choose('op_001');
    browser.go('#/c/conv_3');
    expect(session().current.get()?.id).toBe('conv_3');
    browser.go('');
    expect(session().current.get()).toBeUndefined();
  });
});

test('signing out forgets everything and leads back to the choice', async () => {
  browser.hash = '#/c/conv_1';
  await model.load();
  model.choose('cust_001');
  await settled();
  const left = session();
  model.signOut();
  await settled();
  expect(left.connection.get()).toBe('signed-out');
  expect(model.state.get().phase).toBe('choosing');
  expect(browser.hash).toBe('');
  expect(browser.stored.size).toBe(0);
  browser.go('#/c/conv_2');
  expect(left.current.get()?.id).toBe('conv_1');
});

test('tells the session of the network, where there is one', async () => {
  model.networkChanged(false);
  await model.load();
  model.choose('cust_001');
  model.networkChanged(false);
  expect(session().connection.get()).toBe('offline');
});

test('tells the session that somebody looks again, where there is one', async () => {
  model.lookedAt();
  await model.load();
  model.choose('cust_001');
  await settled();
  model.networkChanged(false);
  const tokens = () => browser.fetched.filter(({ path }) => path === '/demo/token').length;
  const before = tokens();
  model.lookedAt();
  expect(tokens()).toBe(before + 1);
});

describe('signing in at an issuer', () => {
  let issuer: FakeIssuer;
  const open = (signIn: SignIn): void => {
    model = new AppModel({ ...browser.environment, signIn });
  };
  beforeEach(() => {
    issuer = new FakeIssuer();
    open(issuer.open());
  });

  test('begins with a page that offers it', async () => {
    expect(model.wayOut).toBe('sign-out');
    await model.load();
    expect(model.state.get()).toEqual({ phase: 'sign-in', refused: false });
    await model.signIn();
    expect(issuer.left?.pathname).toBe('/authorize');
  });

  test.each(['customer', 'operator'] as const)(
    'leads to where the server says one belongs: %s',
    async (role) => {
      browser.server.welcome = { principal: { id: 'ann', name: 'Ann', role } };
      open(await issuer.comeBack());
      const loading = model.load();
      await eventually(() => browser.server.network.socket.open());
      await loading;
      expect(model.state.get().phase).toBe(role);
      const left = session();
      model.signOut();
      await settled();
      expect(left.connection.get()).toBe('signed-out');
      expect(model.state.get().phase).toBe('sign-in');
    },
  );

  test('says that it did not work', async () => {
    open(await issuer.comeBack({ error: 'access_denied' }));
    await model.load();
    expect(model.state.get()).toEqual({ phase: 'sign-in', refused: true });
  });

  test('that the server does not take is a failure', async () => {
    open(await issuer.comeBack());
    const loading = model.load();
    await eventually(() => browser.server.network.socket.cut());
    await loading;
    expect(model.state.get().phase).toBe('failed');
  });

  test('goes on by itself after a reload; signing out leaves for the issuer’s page', async () => {
    issuer.endSessionEndpoint = 'https://login.example.com/logout';
    open(await issuer.comeBack());
    const loading = model.load();
    await eventually(() => browser.server.network.socket.open());
    await loading;
    open(issuer.open());
    await model.load();
    expect(model.state.get().phase).toBe('loading');
    expect(issuer.left?.pathname).toBe('/authorize');
    model.signOut();
    expect(issuer.left?.pathname).toBe('/logout');
    expect(model.state.get().phase).toBe('loading');
  });
});

describe('embedded in another page', () => {
  test('one is who that page says, and can’t leave', async () => {
    const host = { token: () => Promise.resolve('from the host'), close: () => undefined };
    model = new AppModel({ ...browser.environment, host });
    expect(model.wayOut).toBe('none');
    await model.load();
    await settled();
    expect(model.state.get().phase).toBe('customer');
    expect(browser.server.network.socket.subprotocols).toEqual(['asb.v1', 'from the host']);
    expect(browser.fetched).toEqual([]);
  });
});
