import type { ServerFrame, WelcomeFrame } from '@agentic-service-bot/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { Connection } from './connection.ts';
import type { ConnectionState } from './connection.ts';
import { FakeClock, settled } from './testing/fake-clock.ts';
import { FakeNetwork } from './testing/fake-socket.ts';

const MINUTE = 60_000;

let clock: FakeClock;
let network: FakeNetwork;
let tokens: (string | undefined | Error)[];
/** Given: what the next token waits for. */
let fetching: Promise<string> | undefined;
let tokensFetched: number;
let states: ConnectionState[];
let welcomes: WelcomeFrame[];
let connected: number;
let frames: ServerFrame[];
let connection: Connection;
let deviceIsAhead: number;

beforeEach(() => {
  clock = new FakeClock();
  network = new FakeNetwork();
  network.onSent = (frame, socket) => {
    if (frame.action === 'ping') socket.push({ type: 'pong' });
  };
  tokens = [];
  fetching = undefined;
  tokensFetched = 0;
  states = [];
  welcomes = [];
  connected = 0;
  frames = [];
  deviceIsAhead = 0;
  connection = new Connection(
    {
      openSocket: network.openSocket,
      fetchToken: () => {
        tokensFetched += 1;
        if (fetching) return fetching;
        const token = tokens.length > 0 ? tokens.shift() : `token-${tokensFetched}`;
        return token instanceof Error ? Promise.reject(token) : Promise.resolve(token);
      },
      greeting: { timeZone: 'Europe/Berlin', locale: 'en-GB' },
      clock,
      random: () => 0,
    },
    {
      onNewLine: () => undefined,
      onWelcome: (welcome) => welcomes.push(welcome),
      onConnected: () => {
        connected += 1;
      },
      onFrame: (frame) => frames.push(frame),
    },
  );
  connection.state.subscribe(() => states.push(connection.state.get()));
});

/** The server's clock, which need not be the device's. */
const serverNow = (): number => clock.now() - deviceIsAhead;

const welcomeFor = (ms: number): WelcomeFrame => ({
  type: 'welcome',
  protocol: 1,
  principal: { id: 'cust_001', name: 'Ana', role: 'customer' },
  serverTime: new Date(serverNow()).toISOString(),
  expiresAt: new Date(serverNow() + ms).toISOString(),
});

/** Lets the client connect, all the way to the welcome. */
async function accept(tokenLifetime = 60 * MINUTE): Promise<void> {
  await settled();
  network.socket.open();
  network.socket.push(welcomeFor(tokenLifetime));
}

async function goOnline(tokenLifetime?: number): Promise<void> {
  connection.start();
  await accept(tokenLifetime);
}

describe('connecting', () => {
  test('sends the token as a subprotocol and says hello first', async () => {
    connection.start();
    await settled();
    expect(connection.state.get()).toBe('connecting');
    expect(network.socket.subprotocols).toEqual(['asb.v1', 'token-1']);
    network.socket.open();
    expect(network.socket.sent).toEqual([{ action: 'hello', timeZone: 'Europe/Berlin', locale: 'en-GB' }]);
    network.socket.push(welcomeFor(60 * MINUTE));
    expect(connection.state.get()).toBe('online');
    expect(welcomes).toHaveLength(1);
  });

  test('signs out when no token is given out', async () => {
    tokens = [undefined];
    connection.start();
    await settled();
    expect(connection.state.get()).toBe('signed-out');
    expect(network.sockets).toHaveLength(0);
    await clock.advance(60 * MINUTE);
    expect(tokensFetched).toBe(1);
  });

  test('tries again when the token could not be asked for', async () => {
    tokens = [new Error('no network')];
    connection.start();
    await settled();
    expect(connection.state.get()).toBe('reconnecting');
    await clock.advance(250);
    expect(tokensFetched).toBe(2);
  });

  test('does not wait for a token forever', async () => {
    const late = Promise.withResolvers<string>();
    fetching = late.promise;
    connection.start();
    await clock.advance(15_000);
    expect(connection.state.get()).toBe('reconnecting');
    fetching = undefined;
    await clock.advance(250);
    expect(network.sockets).toHaveLength(1);
    late.resolve('late');
    await settled();
    expect(network.sockets).toHaveLength(1);
  });

  test('gives an attempt up that gets no welcome', async () => {
    connection.start();
    await settled();
    network.socket.open();
    await clock.advance(15_000);
    expect(network.sockets[0]?.closed).toBe(true);
    await clock.advance(250);
    expect(network.sockets).toHaveLength(2);
  });

  test('is offline after several failures, and goes on trying ever more slowly', async () => {
    connection.start();
    for (const wait of [250, 500, 1_000]) {
      await settled();
      network.socket.cut();
      expect(connection.state.get()).toBe('reconnecting');
      await clock.advance(wait - 1);
      const before = network.sockets.length;
      await clock.advance(1);
      expect(network.sockets).toHaveLength(before + 1);
    }
    network.socket.cut();
    expect(connection.state.get()).toBe('offline');
    await clock.advance(2_000);
    await accept();
    expect(connection.state.get()).toBe('online');
  });
});

describe('online', () => {
  test('hands frames on, and sends', async () => {
    await goOnline();
    network.socket.push({ type: 'ok', requestId: 'r1' });
    expect(frames).toEqual([{ type: 'ok', requestId: 'r1' }]);
    expect(connection.send({ action: 'ping' })).toBe(true);
    expect(network.socket.sent.at(-1)).toEqual({ action: 'ping' });
  });

  test('greets again on the same line', async () => {
    connection.greetAgain();
    await goOnline();
    connection.greetAgain();
    expect(network.socket.sentWith('hello')).toHaveLength(2);
    network.socket.push(welcomeFor(60 * MINUTE));
    expect(welcomes).toHaveLength(2);
    expect(connected).toBe(1);
  });

  test('ignores what is not a frame', async () => {
    await goOnline();
    for (const rubbish of ['{', '[]', '{"type":"from-the-future"}', new ArrayBuffer(1)]) {
      network.socket.pushText(rubbish);
    }
    expect(frames).toEqual([]);
    expect(connection.state.get()).toBe('online');
  });

  test('pings every five minutes and leaves a line that does not answer', async () => {
    await goOnline(24 * 60 * MINUTE);
    await clock.advance(5 * MINUTE);
    expect(network.socket.sentWith('ping')).toHaveLength(1);
    network.onSent = () => undefined;
    await clock.advance(5 * MINUTE);
    expect(network.socket.sentWith('ping')).toHaveLength(2);
    await clock.advance(15_000);
    expect(network.sockets[0]?.closed).toBe(true);
    expect(connection.state.get()).toBe('reconnecting');
  });
});

describe('reconnecting', () => {
  test('comes back with a fresh token', async () => {
    await goOnline();
    await clock.advance(MINUTE);
    network.socket.cut();
    expect(connection.state.get()).toBe('reconnecting');
    expect(connection.send({ action: 'ping' })).toBe(false);
    await clock.advance(250);
    await accept();
    expect(network.socket.subprotocols[1]).toBe('token-2');
    expect(states).toEqual(['online', 'reconnecting', 'online']);
    expect(connected).toBe(2);
  });

  test('a line that lasted starts counting failures afresh; one that broke at once does not', async () => {
    await goOnline();
    network.socket.cut();
    await clock.advance(250);
    await accept();
    network.socket.cut();
    await clock.advance(250);
    expect(network.sockets).toHaveLength(2);
    await clock.advance(250);
    await accept();
    await clock.advance(10_000);
    network.socket.cut();
    await clock.advance(250);
    expect(network.sockets).toHaveLength(4);
  });

  test('renews a line before its token ends, without a break', async () => {
    await goOnline(10 * MINUTE);
    await clock.advance(9 * MINUTE - 1);
    expect(network.sockets).toHaveLength(1);
    await clock.advance(1);
    const [old] = network.sockets;
    network.socket.open();
    expect(old?.closed).toBe(false);
    expect(connection.send({ action: 'ping' })).toBe(true);
    expect(old?.sentWith('ping').length).toBeGreaterThan(0);
    network.socket.push(welcomeFor(10 * MINUTE));
    expect(old?.closed).toBe(true);
    expect(states).toEqual(['online']);
  });

  test('renews a line before the two hours of AWS', async () => {
    await goOnline(24 * 60 * MINUTE);
    await clock.advance(110 * MINUTE - 1);
    expect(network.sockets).toHaveLength(1);
    await clock.advance(1);
    expect(network.sockets).toHaveLength(2);
  });

  test('a line that ends while its replacement is set up is not replaced twice', async () => {
    await goOnline(10 * MINUTE);
    await clock.advance(9 * MINUTE);
    network.sockets[0]?.cut();
    expect(connection.state.get()).toBe('reconnecting');
    await accept();
    expect(connection.state.get()).toBe('online');
    expect(network.sockets).toHaveLength(2);
  });

  test('a renewal that fails leaves the old line in use', async () => {
    await goOnline(10 * MINUTE);
    await clock.advance(9 * MINUTE);
    network.sockets[1]?.cut();
    expect(connection.state.get()).toBe('online');
    expect(connection.send({ action: 'ping' })).toBe(true);
    await clock.advance(250);
    expect(network.sockets).toHaveLength(3);
  });
});

describe('the clock of the device', () => {
  test.each([
    ['ahead of', 70 * MINUTE],
    ['behind', -70 * MINUTE],
  ])(
    '%s the server’s by more than a token lasts, it renews when the token is about to end',
    async (_, by) => {
      deviceIsAhead = by;
      await goOnline(10 * MINUTE);
      await clock.advance(9 * MINUTE - 1);
      expect(tokensFetched).toBe(1);
      await clock.advance(1);
      expect(tokensFetched).toBe(2);
    },
  );

  test('against a server that does not say the time, makes it connect twice a minute and not more often', async () => {
    deviceIsAhead = 70 * MINUTE;
    connection.start();
    for (let times = 1; times <= 5; times += 1) {
      await settled();
      expect(tokensFetched).toBe(times);
      network.socket.open();
      const { serverTime: _, ...welcome } = welcomeFor(60 * MINUTE);
      network.socket.push(welcome);
      await clock.advance(29_999);
      expect(tokensFetched).toBe(times);
      await clock.advance(1);
    }
  });
});

describe('a token that is given out again', () => {
  test('is not tried ever more often as it ends, and then the line is not in use any more', async () => {
    tokens = ['fixed', 'fixed', 'fixed', 'fixed'];
    const endsAt = clock.now() + 10 * MINUTE;
    await goOnline(10 * MINUTE);
    for (const left of [MINUTE, MINUTE / 2]) {
      await clock.advance(endsAt - clock.now() - left);
      await accept(left);
    }
    expect(network.sockets).toHaveLength(3);
    expect(connection.state.get()).toBe('online');
    await clock.advance(MINUTE / 2);
    expect(network.sockets).toHaveLength(4);
    network.socket.cut();
    expect(network.sockets[2]?.closed).toBe(true);
    expect(connection.state.get()).toBe('reconnecting');
  });
});

describe('the network of the device', () => {
  test('offline at once when it goes, back at once when it comes', async () => {
    await goOnline();
    connection.networkChanged(false);
    expect(connection.state.get()).toBe('offline');
    expect(network.sockets[0]?.closed).toBe(true);
    await clock.advance(60 * MINUTE);
    expect(network.sockets).toHaveLength(1);
    connection.networkChanged(true);
    await accept();
    expect(connection.state.get()).toBe('online');
  });

  test('another one may have taken the line with it: it is left if it does not answer', async () => {
    await goOnline();
    network.onSent = () => undefined;
    connection.networkChanged(true);
    connection.networkChanged(true);
    expect(network.socket.sentWith('ping')).toHaveLength(1);
    await clock.advance(15_000);
    expect(network.sockets[0]?.closed).toBe(true);
    expect(connection.state.get()).toBe('reconnecting');
  });

  test('changes nothing for a line that still stands, or for somebody who signed out', async () => {
    await goOnline();
    connection.networkChanged(true);
    await settled();
    expect(network.sockets).toHaveLength(1);
    connection.stop();
    connection.networkChanged(true);
    connection.networkChanged(false);
    await settled();
    expect(connection.state.get()).toBe('signed-out');
    expect(network.sockets).toHaveLength(1);
  });
});

describe('somebody looks again', () => {
  test('a line is left if it does not answer', async () => {
    await goOnline();
    network.onSent = () => undefined;
    connection.lookedAt();
    connection.lookedAt();
    expect(network.socket.sentWith('ping')).toHaveLength(1);
    await clock.advance(15_000);
    expect(network.sockets[0]?.closed).toBe(true);
  });

  test('an attempt that is under way goes on: while the token comes, and while the line is set up', async () => {
    const slow = Promise.withResolvers<string>();
    fetching = slow.promise;
    connection.start();
    connection.lookedAt();
    slow.resolve('slow');
    await settled();
    connection.lookedAt();
    network.socket.open();
    connection.lookedAt();
    await accept();
    expect(connection.state.get()).toBe('online');
    expect(tokensFetched).toBe(1);
    expect(network.sockets).toHaveLength(1);
  });

  test('an attempt that waits for its turn is not made sooner', async () => {
    connection.start();
    await settled();
    network.socket.cut();
    connection.lookedAt();
    await clock.advance(249);
    expect(tokensFetched).toBe(1);
    await clock.advance(1);
    expect(tokensFetched).toBe(2);
  });

  test('it connects where the device forgot to say that its network is back', async () => {
    await goOnline();
    connection.networkChanged(false);
    connection.lookedAt();
    connection.lookedAt();
    await accept();
    expect(connection.state.get()).toBe('online');
    expect(network.sockets).toHaveLength(2);
  });

  test('not for somebody who signed out', async () => {
    await goOnline();
    connection.networkChanged(false);
    connection.stop();
    connection.lookedAt();
    await settled();
    expect(connection.state.get()).toBe('signed-out');
    expect(network.sockets).toHaveLength(1);
  });
});

test('after the end nothing happens any more', async () => {
  await goOnline();
  connection.stop();
  expect(network.socket.closed).toBe(true);
  expect(connection.state.get()).toBe('signed-out');
  expect(clock.pending).toBe(0);
});

test('an end while the token is on its way opens no socket', async () => {
  connection.start();
  connection.stop();
  await settled();
  expect(network.sockets).toHaveLength(0);
});
