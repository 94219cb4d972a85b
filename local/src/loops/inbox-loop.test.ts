import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import type { Bot } from '@agentic-service-bot/bot';
import type { BotEvent } from '@agentic-service-bot/bot/ports';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { testStore } from '../testing/store.ts';
import { InboxLoop } from './inbox-loop.ts';

/**
 * A loop whose bot is the test's. Real time passes as the clock is moved.
 *
 * @param tickMs by how much the loop's clock moves on whenever it looks at it, milliseconds.
 */
function testLoop(work: Bot['work'], giveUp: Bot['giveUp'] = () => Promise.resolve(), tickMs = 0) {
  const { store, clock } = testStore();
  const events: BotEvent[] = [];
  const bot = { work: vi.fn(work), giveUp: vi.fn(giveUp) };
  const telemetry = { report: (event: BotEvent) => void events.push(event) };
  const now = () => {
    clock.advance(tickMs);
    return clock.now();
  };
  const loop = new InboxLoop({ rings: store.inbox, bot, telemetry, now });
  onTestFinished(() => loop.stop());
  return { store, clock, bot, loop, events };
}

type Testing = ReturnType<typeof testLoop>;

/** Nothing rings any more, now or later. */
const answered = ({ store, clock }: Testing) =>
  eventually(() => {
    expect(store.inbox.due(clock.now(), 10)).toEqual([]);
    expect(store.inbox.nextDue(clock.now())).toBeUndefined();
  });

/** Moves the clock to when the next ring is due, and rings something else so that the loop looks. */
async function passTime({ store, clock }: Testing): Promise<number> {
  const due = await eventually(() => {
    const next = store.inbox.nextDue(clock.now());
    if (next === undefined) throw new Error('Nothing waits.');
    return next;
  });
  const ms = due.getTime() - clock.now().getTime();
  clock.advance(ms);
  await store.inbox.ring('other');
  return ms;
}

it('has each rung conversation worked on, also those of before the start', async () => {
  const testing = testLoop(() => Promise.resolve('idle'));
  const { store, loop, bot } = testing;
  await store.inbox.ring('before');
  loop.start();
  await store.inbox.ring('after');

  await answered(testing);

  expect(bot.work.mock.calls.map(([id]) => id)).toEqual(['before', 'after']);
});

it('works on a conversation once at a time, and again when it is rung meanwhile', async () => {
  const first = Promise.withResolvers<'idle'>();
  const testing = testLoop(() =>
    testing.bot.work.mock.calls.length === 1 ? first.promise : Promise.resolve('idle'),
  );
  const { store, loop, bot } = testing;
  loop.start();
  await store.inbox.ring('a');
  await store.inbox.ring('a');
  await store.inbox.ring('b');
  await eventually(() => expect(bot.work).toHaveBeenCalledTimes(2));
  expect(bot.work.mock.calls.map(([id]) => id)).toEqual(['a', 'b']);

  first.resolve('idle');
  await answered(testing);

  expect(bot.work.mock.calls.map(([id]) => id)).toEqual(['a', 'b', 'a']);
});

it('works on 64 at a time, and leaves none out', async () => {
  const gate = Promise.withResolvers<'idle'>();
  const testing = testLoop(() => gate.promise);
  const { store, loop, bot } = testing;
  loop.start();
  await Promise.all(Array.from({ length: 200 }, (_, n) => store.inbox.ring(`cv-${n}`)));
  expect(bot.work).toHaveBeenCalledTimes(64);

  gate.resolve('idle');
  await answered(testing);

  expect(new Set(bot.work.mock.calls.map(([id]) => id)).size).toBe(200);
});

it('asks again after a second when somebody else is at it', async () => {
  const testing = testLoop((id) =>
    Promise.resolve(id === 'a' && testing.bot.work.mock.calls.length === 1 ? 'busy' : 'idle'),
  );
  const { store, loop, bot, events } = testing;
  loop.start();
  await store.inbox.ring('a');

  await expect(passTime(testing)).resolves.toBe(1_000);
  await answered(testing);

  expect(bot.work.mock.calls.filter(([id]) => id === 'a')).toHaveLength(2);
  expect(events).toEqual([]);
});

it.each([0, 1, 2, 3])('works on what is due %i ms after it begins to look', async (ms) => {
  const testing = testLoop(() => Promise.resolve('idle'), undefined, 1);
  const { store, clock, loop, bot } = testing;
  await store.inbox.ring('a');
  for (const ring of store.inbox.due(clock.now(), 1))
    await store.inbox.postpone(ring, new Date(clock.now().getTime() + 1_000), 0);
  clock.advance(1_000 - ms);

  loop.start();
  await answered(testing);

  expect(bot.work).toHaveBeenCalledOnce();
});

describe('what fails', () => {
  const failing = (times: number, giveUp?: Bot['giveUp']): Testing => {
    let failures = 0;
    return testLoop(async (id) => {
      if (id === 'a' && failures++ < times) throw new Error('no model');
      return 'idle';
    }, giveUp);
  };

  it('is tried again, each time within five seconds', async () => {
    const testing = failing(3);
    testing.loop.start();
    await testing.store.inbox.ring('a');

    const waits = [await passTime(testing), await passTime(testing), await passTime(testing)];
    await answered(testing);

    expect(waits).toEqual([250, 1_000, 2_000]);
    expect(testing.bot.giveUp).not.toHaveBeenCalled();
    expect(testing.events).toHaveLength(3);
    expect(testing.events[0]).toMatchObject({
      type: 'fault',
      where: 'work',
      conversationId: 'a',
      error: 'Error: no model',
    });
  });

  it('too often is given up in words, also when that fails at first', async () => {
    let gaveUp = 0;
    const testing = failing(99, () =>
      gaveUp++ === 0 ? Promise.reject(new Error('disk')) : Promise.resolve(),
    );
    testing.loop.start();
    await testing.store.inbox.ring('a');

    for (let n = 0; n < 5; n++) await passTime(testing);
    await answered(testing);

    expect(testing.bot.work.mock.calls.filter(([id]) => id === 'a')).toHaveLength(4);
    expect(gaveUp).toBe(2);
  });

  it('to be read is read again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const testing = failing(0);
    await testing.store.inbox.ring('a');
    vi.spyOn(testing.store.inbox, 'due').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    testing.loop.start();
    expect(testing.events).toMatchObject([{ type: 'fault', where: 'inbox', error: 'Error: disk I/O error' }]);

    vi.advanceTimersByTime(1_000);
    await answered(testing);

    expect(testing.bot.work).toHaveBeenCalledOnce();
  });

  it('together with the store stays rung, and is not tried at once', async () => {
    const testing = failing(1);
    vi.spyOn(testing.store.inbox, 'postpone').mockRejectedValueOnce(new Error('disk'));
    testing.loop.start();
    await testing.store.inbox.ring('a');

    await eventually(() => expect(testing.events).toHaveLength(2));
    await testing.store.inbox.ring('b');
    expect(testing.bot.work.mock.calls.map(([id]) => id)).toEqual(['a', 'b']);
    await eventually(() => expect(testing.store.inbox.due(testing.clock.now(), 10)).toEqual([]));

    expect(testing.events.map((event) => event.type === 'fault' && event.where)).toEqual(['work', 'inbox']);
    expect(testing.bot.work.mock.calls.map(([id]) => id)).toEqual(['a', 'b', 'a']);
  });
});

it('when it stops, what is under way is handed back, and rings at the next start', async () => {
  const testing = testLoop(
    (_id, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('busy'))),
  );
  const { store, clock, loop, bot } = testing;
  loop.start();
  await store.inbox.ring('a');
  await eventually(() => expect(bot.work).toHaveBeenCalledOnce());

  await loop.stop();
  await store.inbox.ring('b');

  expect(store.inbox.due(clock.now(), 10).map(({ conversationId }) => conversationId)).toEqual(['a', 'b']);
  expect(bot.work).toHaveBeenCalledOnce();
});
