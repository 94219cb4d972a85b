import { smartHome } from '@agentic-service-bot/smart-home';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from '../protocol-client/client.ts';
import type { Message } from '../protocol-client/frames.ts';
import { cardsOf, finished, say, status, textOf } from '../protocol-client/turn.ts';
import { PLATFORM } from './cloud.ts';
import { playAlone } from './crash/alone.ts';
import {
  crashInCloud,
  CrashPoints,
  inWords,
  playInCloud,
  type CloudCrashPoint,
} from './crash/crash-points.ts';
import { cloudScenarios } from './crash/scenarios.ts';
import { storeOf, Town } from './crash/town.ts';
import { crowd } from './crowd.ts';
import { isFull } from './effort.ts';
import { removeProduct } from './product.ts';
import { openCloudTarget, type CloudTarget } from './target.ts';

vi.setConfig({ testTimeout: isFull ? 600_000 : 60_000, hookTimeout: 120_000 });

/** Every so many crash points of a scenario, and conversations at once. */
const EFFORT = isFull
  ? { every: 1, alerts: 1, seed: 1, crowd: 100 }
  : { every: 89, alerts: 8, seed: 29, crowd: 5 };
/** Those that die here at each of their calls; the others call nothing. */
const DYING = [
  'receive',
  'work',
  'run-routine',
  'disconnect',
  'close-turn',
  'daily-summary',
  'alert-operators',
  'seed',
];
/** Longer than somebody may wait before operators are told. */
const WAITING_MS = 301_000;
/** The longest until another worker goes on. */
const GOES_ON_MS = 90_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let target: CloudTarget;

beforeAll(async () => {
  target = await openCloudTarget({ mayFault: true });
  // Once more, over what stands there.
  expect(await target.cloud.function('seed').invoke({})).toMatchObject({ ok: true });
});

afterAll(async () => {
  await target.close();
  await removeProduct();
});

describe('what is deployed', () => {
  it('answers a customer', async () => {
    const client = await Client.join(target, 'cust_001');
    const { reply } = await say(client, 'turn it up');
    await client.close();

    expect(textOf(reply)).toContain('40');
    expect(client.departures).toEqual([]);
  });

  it('ends the connection of somebody whose token has ended', async () => {
    const { cloud } = target;
    const token = await cloud.issuer.sign(
      { sub: 'cust_001', name: 'Alex Berger' },
      Math.floor(cloud.clock.now() / 1_000),
      60,
    );
    const client = await Client.open(target, token);
    await client.request({ action: 'hello' });
    await cloud.rest();
    cloud.clock.advance(61_000);

    await expect(client.refusal({ action: 'ping' })).resolves.toMatchObject({ code: 'unauthorized' });
    await client.closed;
    expect(client.departures).toEqual([]);
  });

  it.each([
    ['had begun nothing', 'Query'],
    // The effect of an action, and its mark: what has become of it nobody can know.
    ['was in the middle of an action', 'TransactWriteItems'],
  ])('ends in words what a worker can not answer that %s, and calls a person', async (_, deadly) => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_001');
    cloud.interrupt = ({ functionName }, { operation }) =>
      functionName.endsWith('-work') && operation === deadly ? 'before' : undefined;
    const accepted = await client.request({ action: 'sendMessage', text: 'turn it up' });
    const { conversationId } = accepted;
    for (let tries = 0; tries < 3; tries += 1) {
      await cloud.rest();
      expect(cloud.isBusy).toBe(true);
      cloud.clock.advance(81_000);
    }
    await status(client, conversationId, 'waiting');
    cloud.interrupt = () => undefined;
    await client.find('the end of the reply', (frame) =>
      frame.type === 'chunk' && frame.chunk.type === 'finish' ? frame : undefined,
    );
    const reply = (await client.transcript(conversationId).messages()).at(-1);
    await client.close();
    const operator = await Client.join(target, 'op_001');
    await operator.request({ action: 'watchInbox' });
    operator.send({ action: 'audit', requestId: 'audit', conversationId });
    await operator.find('the audit', (frame) =>
      'requestId' in frame && frame.requestId === 'audit' ? frame : undefined,
    );
    await operator.close();

    expect(reply === undefined ? '' : textOf(reply)).toMatch(/sorry/i);
    expect(reply?.metadata?.replyTo).toEqual([accepted.messageId]);
  });

  it('goes on with a reply within 90 seconds of the death of its worker', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_001');
    const calls: number[] = [];
    cloud.interrupt = ({ functionName, environment }, { operation }) => {
      if (!functionName.endsWith('-work') || environment === PLATFORM) return undefined;
      const isFirst = calls.length === 0;
      // In the middle of an action: what comes after it are the calls of another worker.
      if (isFirst && operation !== 'TransactWriteItems') return undefined;
      calls.push(cloud.clock.now());
      return isFirst ? 'before' : undefined;
    };
    const { conversationId, messageId } = await client.request({ action: 'sendMessage', text: 'turn it up' });
    const since = () => cloud.clock.now() - (calls[0] ?? Number.NaN);
    await cloud.rest();
    expect(calls).toHaveLength(1);
    while (calls.length === 1 && since() < GOES_ON_MS) {
      cloud.clock.advance(1_000);
      await cloud.rest();
    }
    cloud.interrupt = () => undefined;
    await finished(client, messageId);
    const messages = await client.transcript(conversationId).messages();
    await client.close();

    expect((calls[1] ?? Number.NaN) - (calls[0] ?? Number.NaN)).toBeLessThanOrEqual(GOES_ON_MS);
    expect(cardsOf(messages.at(-1) as Message)).toMatchObject([{ output: { status: 'done' } }]);
  });

  it.each(['receive', 'work'])('%s forgets a socket that is gone, and goes on', async (name) => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_001');
    const other = await Client.join(target, 'cust_001');
    const lost = cloud.gateway.connections.at(-1) ?? '';
    let isLost = false;
    const told = () =>
      name === 'work'
        ? other.find('the message', ({ type }) => type === 'message' || undefined)
        : client.find('its acceptance', ({ type }) => type === 'accepted' || undefined);
    cloud.interrupt = async ({ functionName, environment }) => {
      // Nobody is told that it has gone: a function finds out.
      if (functionName.endsWith('-disconnect')) return 'before';
      if (environment === PLATFORM) return undefined;
      // The bell rings before the message is shown: `receive` is to be done with the sockets when the worker begins.
      if (functionName.endsWith('-work')) await told();
      if (functionName.endsWith(`-${name}`) && !isLost) {
        isLost = true;
        cloud.gateway.drop(lost);
      }
      return undefined;
    };
    const { reply } = await say(client, 'is my speaker on?');
    await cloud.rest();
    cloud.interrupt = () => undefined;
    await Promise.all([client.close(), other.closed]);

    expect(textOf(reply)).not.toBe('');
    expect(cloud.calls.all).toContainEqual({
      functionName: `agentic-service-bot-dev-${name}`,
      action: 'dynamodb:DeleteItem',
      resource: expect.stringMatching(/-connections$/),
      isAllowed: true,
    });
  });

  it('tells operators of somebody who waits, and the team of the day', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_003');
    const { conversationId } = await say(client, 'let me talk to someone');
    await status(client, conversationId, 'waiting');
    await client.close();
    await cloud.rest();
    for (let minutes = 0; minutes < 15; minutes += 1) {
      cloud.clock.advance(60_000);
      await cloud.rest();
    }
    expect(cloud.published.map(({ topic }) => topic)).toContain(cloud.resolver.output('CriticalTopic'));

    const later = await Client.join(target, 'cust_003');
    await say(later, 'what devices do I have?');
    await later.close();
    await cloud.rest();
    const reports = () =>
      cloud.published.filter(({ topic }) => topic === cloud.resolver.output('ReportTopic'));
    const before = reports().length;
    cloud.clock.advance(DAY_MS);
    await cloud.rest();
    expect(reports().length).toBeGreaterThan(before);
  });

  it('reports the replies of the last 24 hours', async () => {
    const { cloud } = target;
    const client = await Client.join(target, 'cust_003');
    await say(client, 'what devices do I have?');
    await client.close();
    // A function writes what it took after its reply.
    await cloud.rest();
    // The report is of full hours: this one is full then.
    cloud.clock.advance(HOUR_MS);
    await cloud.rest();
    await cloud.function('dailySummary').invoke({});

    expect(cloud.published.at(-1)).toMatchObject({
      topic: cloud.resolver.output('ReportTopic'),
      subject: expect.stringMatching(/dev: [1-9]\d* repl/),
    });
  });
});

/** Nothing happens by itself while functions die. */
const holdSchedules = (): void => {
  beforeAll(() => {
    target.cloud.scheduler.isHeld = true;
  });
  afterAll(() => {
    target.cloud.scheduler.isHeld = false;
  });
};

/** Points that differ, or a sample of them. */
const sampleOf = ({ all }: CrashPoints, every: number): readonly CloudCrashPoint[] =>
  all.filter(({ isSameAsNext }) => !isSameAsNext).filter((_, index) => index % every === 0);

describe('whenever a function dies that nobody waits for', () => {
  holdSchedules();

  it('the report of the day is sent: twice only if the function died when it was', async () => {
    const { cloud } = target;
    const play = async (crash?: CloudCrashPoint) => {
      const before = cloud.published.length;
      const points = await playAlone(cloud, 'dailySummary', 1, crash);
      return { points, reports: cloud.published.length - before };
    };
    const { points, reports } = await play();
    expect(reports).toBe(1);
    const tried = sampleOf(points, 1);
    expect(tried.map(({ operation, moment }) => `${moment} ${operation}`)).toEqual([
      'before GetMetricData',
      'before Publish',
      'after Publish',
    ]);
    for (const point of tried) {
      const played = await play(point);
      expect(played.reports, inWords(point)).toBe(played.points.lastDone === 'Publish' ? 2 : 1);
    }
  });

  it('operators are told of who waits: twice only if the function died when they were', async () => {
    const { cloud } = target;
    // Whoever else waits is known by then; and there is one conversation, so that all plays read the same.
    cloud.clock.advance(WAITING_MS);
    expect(await cloud.function('alertOperators').invoke({})).toMatchObject({ ok: true });
    const town = await Town.open(cloud);
    await town.say('is the hall light on?');
    const play = async (starts: number, crash?: CloudCrashPoint) => {
      await town.tell('requestHuman', { reason: 'I am lost.' });
      cloud.clock.advance(WAITING_MS);
      const before = cloud.published.length;
      const points = await playAlone(cloud, 'alertOperators', starts, crash);
      for (const action of ['takeOver', 'handBack']) await town.operate(action);
      const alerts = cloud.published
        .slice(before)
        .filter(({ message }) => message.includes(town.conversationId));
      return { points, alerts: alerts.length };
    };
    const { points, alerts } = await play(1);
    expect(alerts).toBe(1);
    for (const point of sampleOf(points, EFFORT.alerts)) {
      const played = await play(5, point);
      expect(played.alerts, inWords(point)).toBe(played.points.lastDone === 'Publish' ? 2 : 1);
    }
    await town.close();
  });

  it('the demo customers are as new once they are put in again', async () => {
    const { cloud } = target;
    const store = storeOf(cloud);
    const { customers } = smartHome.demo;
    const play = async (crash?: CloudCrashPoint) => {
      const now = new Date(cloud.clock.now());
      for (const { objects, timers: _, ...customer } of customers) {
        await store.customers.put({ ...customer, name: 'Somebody else' });
        for (const { kind, id } of objects) {
          const standing = await store.objects.get(customer.id, kind, id);
          await store.objects.write(customer.id, kind, id, standing?.version ?? 0, { name: 'Lost' }, now);
        }
      }
      const points = new CrashPoints(cloud, /-seed$/, crash);
      cloud.interrupt = (caller, call) => points.at(caller, call);
      const first = await cloud.function('seed').invoke({});
      expect(first.ok).toBe(crash === undefined);
      if (!first.ok) expect(await cloud.function('seed').invoke({})).toMatchObject({ ok: true });
      cloud.interrupt = () => undefined;
      for (const { objects, timers, ...customer } of customers) {
        expect(await store.customers.get(customer.id)).toEqual(customer);
        for (const { kind, id, data } of objects)
          expect(await store.objects.get(customer.id, kind, id)).toMatchObject({ data });
        const set = [...cloud.scheduler.schedules.values()].filter(
          ({ Target }) => Target.Input?.includes(`"${customer.id}"`) === true,
        );
        expect(set.length).toBeGreaterThanOrEqual(timers.length);
      }
      return points;
    };
    for (const point of sampleOf(await play(), EFFORT.seed)) await play(point);
  });

  it('no function is left out but those that call nothing of AWS', () => {
    const { functions, calls, place } = target.cloud;
    const own = (name: string): string => name.replace(`${place.stack}-`, '');
    const callsOf = (name: string): Set<string> =>
      new Set(calls.all.filter((call) => own(call.functionName) === name).map(({ action }) => action));
    const silent = ['authorize', 'connect'];
    for (const name of silent)
      expect(callsOf(name)).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents']));
    expect([...functions.keys()].map(own).sort()).toEqual([...DYING, ...silent].sort());
  });
});

describe('whenever a function dies', () => {
  holdSchedules();

  it.each(cloudScenarios)('$name', async (scenario) => {
    const undisturbed = await playInCloud(target.cloud, scenario);
    expect(undisturbed.violations).toEqual([]);
    const place = cloudScenarios.indexOf(scenario);
    // Of the first scenario all, also those that are the same: that they are is tried, too.
    const points = undisturbed.points.filter(({ isSameAsNext }) => place === 0 || !isSameAsNext);
    const every = Math.min(EFFORT.every, points.length);
    const first = (place * 7) % every;
    const tried = points.filter((_, index) => index % every === first);
    let died = 0;
    for (const point of tried) {
      const verdict = await crashInCloud(target.cloud, scenario, undisturbed, point);
      expect(verdict.faults, inWords(point)).toEqual([]);
      if (verdict.died) died += 1;
    }
    // What a function has read a moment ago it may not read again: one call less than in the undisturbed play.
    expect(died).toBeGreaterThanOrEqual(tried.length * 0.9);
    if (isFull)
      console.log(
        `${scenario.name}: ${tried.length} of ${points.length} crash points tried, ${died} came up`,
      );
  });
});

describe('a routine that can not begin when its time has come', () => {
  holdSchedules();

  it.each([
    ['begins 20 minutes later', 20, /^bot, words, tool-\w+: done/],
    ['is told of when it is more than an hour late', 70, /^bot, words$/],
  ])('%s', async (_, minutes, last) => {
    const { cloud } = target;
    const town = await Town.open(cloud);
    await town.say('turn off the hall light at 7 every evening');
    const { messages: before } = await town.outcome();
    const until = cloud.clock.now() + minutes * 60_000;
    cloud.interrupt = ({ functionName, environment }) =>
      functionName.endsWith('-run-routine') && environment !== PLATFORM && cloud.clock.now() < until
        ? 'fails'
        : undefined;
    await town.fire();
    cloud.interrupt = () => undefined;
    const { messages } = await town.outcome();
    await town.close();

    expect(messages.slice(before.length)).toEqual([expect.stringMatching(last)]);
  });
});

it('many conversations at once: none is silent, and each is in order', async () => {
  const prod = await openCloudTarget({ environment: 'prod' });
  try {
    expect(await crowd(prod, EFFORT.crowd)).toEqual([]);
  } finally {
    await prod.close();
  }
});

it('no call is refused', () => {
  expect(target.cloud.calls.refused).toEqual([]);
});
