import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ports } from '../ports/index.ts';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

type Event = 'takeOver' | 'handBack' | 'close' | 'write' | 'work' | 'late';

/** A customer with a routine of one action that happens once, and one of customer service. */
async function staged() {
  const { service, lamp } = lampService();
  lamp.plan = {
    title: 'Your routine',
    action: 'brighter',
    calls: [{ action: 'brighter', input: {} }],
  };
  const ran: string[] = [];
  lamp.onRun = (action) => void ran.push(action);
  const world = new World(service, scriptedModel(inOrder([{ text: 'Hello.' }])));
  const ann = await world.person('ann');
  const ops = await world.person('op', 'operator');
  const conversationId = await ann.say('hi');
  const timer = {
    customerId: 'ann',
    id: 'evening',
    conversationId,
    schedule: { at: '19:00', days: ['monday' as const] },
    timeZone: 'UTC',
  };
  const plannedAt = world.clock.now();
  const places = new Set<string>([conversationId]);
  const happens = async (event: Event): Promise<void> => {
    if (event === 'work') await world.settle();
    else if (event === 'late') world.clock.advance(2 * 60 * 60_000);
    else if (event === 'write') await ann.write('And?', conversationId);
    else for (const place of places) await ops.send({ action: event, conversationId: place });
  };
  /** Fires as if by a process of its own: each of its calls takes its time, and at one of them it dies. */
  const fire = async (pause: () => Promise<void>, deadly = Infinity): Promise<'done' | 'busy' | 'died'> => {
    let calls = 0;
    const slow = async <T>(call: () => Promise<T>): Promise<T> => {
      await pause();
      const value = await call();
      if (++calls >= deadly) throw new Error('killed');
      return value;
    };
    const { log, requests, inbox } = world.ports;
    const ports: Ports = {
      ...world.ports,
      log: {
        append: (entry) => {
          places.add(entry.conversationId);
          return slow(() => log.append(entry));
        },
        last: (id) => slow(() => log.last(id)),
        after: (...args) => slow(() => log.after(...args)),
        messages: (...args) => log.messages(...args),
      },
      requests: { claim: (...args) => slow(() => requests.claim(...args)) },
      inbox: { ring: (id) => slow(() => inbox.ring(id)) },
    };
    return world
      .worker('firing', ports)
      .fire(timer, plannedAt)
      .catch((error: unknown) => {
        expect(error).toMatchObject({ message: 'killed' });
        return 'died';
      });
  };
  /** The routine's replies, wherever they are. */
  const replies = (): string[] =>
    [...places].flatMap((place) =>
      world.ports.log
        .entries(place)
        .flatMap(({ frames }) =>
          frames.flatMap((frame) =>
            frame.type === 'chunk' &&
            frame.chunk.type === 'start' &&
            frame.chunk.messageMetadata?.replyTo?.length === 0
              ? [frame.messageId]
              : [],
          ),
        ),
    );
  return { world, fire, happens, replies, ran };
}

const now = (): Promise<void> => Promise.resolve();

test('fired again after a take-over it does nothing more, nor does it say that it did nothing', async () => {
  for (const events of [['takeOver'], ['close'], ['takeOver', 'late'], ['late']] as const) {
    const { world, fire, happens, replies, ran } = await staged();
    await fire(now);
    await world.settle();
    for (const event of events) await happens(event);
    await fire(now);
    await world.settle();
    expect(ran, events.join()).toEqual(['brighter']);
    expect(replies(), events.join()).toHaveLength(1);
  }
});

test('fired again after a hundred messages it is still known', async () => {
  const { world, fire, happens, replies, ran } = await staged();
  await fire(now);
  for (let n = 0; n < 100; n++) {
    if (n % 20 === 0) world.clock.advance(60_000);
    await happens('write');
    await world.settle();
  }
  await fire(now);
  await world.settle();
  expect(ran).toEqual(['brighter']);
  expect(replies()).toHaveLength(1);
});

test('whose place is taken before it begins, it begins in another one, and never in the first', async () => {
  const { world, fire, happens, replies, ran } = await staged();
  // It dies when it has chosen, and settled, its place.
  await fire(now, 2);
  await happens('takeOver');
  await fire(now);
  await happens('handBack');
  await fire(now);
  await world.settle();
  expect(ran).toEqual(['brighter']);
  expect(replies()).toHaveLength(1);
});

test('however firings of one time meet, die and are brought again, there is one reply and one action', async () => {
  const event = fc.constantFrom<Event>('takeOver', 'handBack', 'close', 'write', 'work', 'late');
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(event, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
      async (scheduler, events, deaths) => {
        const { world, fire, happens, replies, ran } = await staged();
        const pause = (): Promise<void> => scheduler.schedule(Promise.resolve());
        const people = async (): Promise<void> => {
          for (const each of events) {
            await pause();
            await happens(each);
          }
        };
        await scheduler.waitFor(Promise.all([people(), ...deaths.map((deadly) => fire(pause, deadly))]));
        for (let n = 0; n < 2; n++) {
          while ((await fire(now)) === 'busy') await world.settle();
          await world.settle();
        }
        expect(replies()).toHaveLength(1);
        expect(ran.length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 100 },
  );
});
