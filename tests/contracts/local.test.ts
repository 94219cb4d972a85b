/** What one machine has besides its store: sockets, the loops that ring and fire, alerts, and a log. */
import { memoryPorts, countingIds, ManualClock } from '@agentic-service-bot/bot/testing';
import {
  InboxLoop,
  jsonLines,
  openStore,
  OpenSockets,
  TimerLoop,
  webhookAlerts,
  type Socket,
  type Store,
} from '@agentic-service-bot/local';
import type { Alert, Telemetry } from '@agentic-service-bot/bot/ports';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import { alertsContract } from './alerts.ts';
import { connectionsContract, type ConnectionsUnderTest } from './connections.ts';
import type { Open } from './contract.ts';
import { inboxContract, type InboxUnderTest } from './inbox.ts';
import { START } from './samples.ts';
import { schedulerContract, type Fired, type SchedulerUnderTest } from './scheduler.ts';
import { telemetryContract } from './telemetry.ts';

const ADAPTER = 'one machine';

/** An alarm looks at the clock once a minute at least. */
const MINUTE_MS = 60_000;
/** Turns of the event loop in which the store has written what waits. */
const TURNS = 5;

const nothing: Telemetry = memoryPorts({ now: new ManualClock().now, id: countingIds() }).telemetry;

interface Loop {
  start(): void;
  stop(): Promise<void>;
}

/** Opens stores on one file on disk, with loops on a clock that the test turns. */
const looping =
  <Port>(pick: (store: Store, run: (loop: Loop) => void) => Port): Open<Port> =>
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'contract-'));
    vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const loops: Loop[] = [];
    const stores: Store[] = [];
    const open = (): Port => {
      const path = join(directory, 'bot.db');
      const store = openStore({ path, now: () => new Date(), id: countingIds() });
      stores.push(store);
      return pick(store, (loop) => {
        loops.push(loop);
        loop.start();
      });
    };
    return {
      port: open(),
      reopen: async () => open(),
      close: async () => {
        for (const loop of loops) await loop.stop();
        for (const store of stores) store.close();
        vi.useRealTimers();
        await rm(directory, { recursive: true });
      },
    };
  };

/** Lets timers and the store do what they have to. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}

inboxContract(
  ADAPTER,
  looping((store, run): InboxUnderTest => ({
    inbox: store.inbox,
    answer: async (work) => {
      const bot = { work, giveUp: () => Promise.resolve() };
      run(new InboxLoop({ rings: store.inbox, bot, telemetry: nothing, now: () => new Date() }));
    },
    later: () => pass(10_000),
  })),
);

schedulerContract(
  ADAPTER,
  looping(({ scheduler }, run): SchedulerUnderTest => {
    const fired: Fired[] = [];
    let answer: (fired: Fired) => 'done' | 'busy' = () => 'done';
    const fire = async (timer: Fired['timer'], plannedAt: Date) => {
      fired.push({ timer, plannedAt });
      return answer({ timer, plannedAt });
    };
    const now = () => new Date();
    const loop = new TimerLoop({ timers: scheduler, bot: { fire }, telemetry: nothing, now });
    const isDue = () => scheduler.due(now(), 1).length > 0;
    return {
      scheduler,
      startAt: (time) => void vi.setSystemTime(new Date(time)),
      passTo: async (time, respond = () => 'done') => {
        answer = ({ timer, plannedAt }) => respond(timer, plannedAt);
        run(loop);
        const end = new Date(time);
        const next = () => (isDue() ? now() : scheduler.nextDue(now()));
        for (let at = next(); at !== undefined && at <= end; at = next()) {
          vi.setSystemTime(at);
          await pass(MINUTE_MS);
        }
        vi.setSystemTime(end);
        return fired.splice(0);
      },
    };
  }),
);

connectionsContract(ADAPTER, async () => {
  const sockets = new OpenSockets();
  let count = 0;
  const port: ConnectionsUnderTest = {
    connections: sockets,
    open: async () => {
      const id = `socket ${++count}`;
      const frames: string[] = [];
      const state = { OPEN: 1, readyState: 1 };
      const socket: Socket = Object.assign(state, {
        bufferedAmount: 0,
        send: (text: string) => void frames.push(text),
        terminate: () => void (state.readyState = 3),
      });
      sockets.opened(id, socket);
      return { id, frames, close: () => sockets.closed(id) };
    },
  };
  return { port, reopen: async () => port, close: () => Promise.resolve() };
});

alertsContract(ADAPTER, async () => {
  const received: Alert[] = [];
  let status = 200;
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    if (status === 200 && typeof init?.body === 'string') received.push(JSON.parse(init.body) as Alert);
    return new Response(null, { status });
  };
  const alerts = webhookAlerts(new URL('https://alerts.example/hook'), fetch);
  const port = { alerts, received, refuse: () => void (status = 503) };
  return { port, reopen: async () => port, close: () => Promise.resolve() };
});

telemetryContract(ADAPTER, async () => {
  const port = jsonLines(
    'debug',
    (line) => void JSON.parse(line),
    () => new Date(START),
  );
  return { port, reopen: async () => port, close: () => Promise.resolve() };
});
