import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { AnyAction } from '../definition/index.ts';
import { countingIds, ManualClock, memoryPorts } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { ACTION_MS } from './limits.ts';
import { perform, type PlacedCall } from './perform.ts';

const CUSTOMER = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };
const KEY = { conversationId: 'c', turn: 't', step: 0, call: 0 };

function bench() {
  const clock = new ManualClock();
  const ports = memoryPorts({ now: clock.now, id: countingIds() });
  const { service, lamp } = lampService();
  const ran: string[] = [];
  lamp.onRun = (action) => void ran.push(action);
  const call = (name: string, input: unknown = {}, more: Partial<PlacedCall> = {}) =>
    perform(ports, service, { name, input, key: KEY, customer: CUSTOMER, way: 'chat', model: 'm', ...more });
  /** Leaves the call begun and not settled, as a crash does. */
  const begin = async (name: string, input: unknown = {}) => {
    const dying = { ...ports, ledger: dies(ports) };
    await expect(
      perform(dying, service, { name, input, key: KEY, customer: CUSTOMER, way: 'chat', model: 'm' }),
    ).rejects.toThrow('killed');
  };
  return { ports, service, lamp, ran, call, begin };
}

describe('a settled call', () => {
  test.each(['look', 'brighter', 'jazz', 'request_human'])(
    '%s answers from the ledger, and never runs again',
    async (name) => {
      const { call, ran } = bench();
      const first = await call(name);
      const before = [...ran];
      const again = await call(name);
      expect(again).toEqual(first);
      if (name !== 'look') expect(ran).toEqual(before);
    },
  );

  test('of another place is another call', async () => {
    const { call, ran } = bench();
    await call('brighter');
    await call('brighter', {}, { key: { ...KEY, call: 1 } });
    expect(ran).toEqual(['brighter', 'brighter']);
  });
});

describe('a call that was begun and not settled', () => {
  test('is run again where that is the same as once', async () => {
    const { call, begin, ran } = bench();
    await begin('power', { power: 'off' });
    expect(await call('power', { power: 'off' })).toEqual({
      outcome: { status: 'done', result: { power: 'off' } },
    });
    expect(ran).toEqual(['power', 'power']);
  });

  test('is checked where it is not: it happened', async () => {
    const { call, begin, ran, ports } = bench();
    await begin('brighter');
    expect(await call('brighter')).toMatchObject({ outcome: { status: 'done' } });
    expect(ran).toEqual(['brighter']);
    expect((await ports.objects.get('ann', 'light', 'hall'))?.data).toEqual({ steps: 1 });
  });

  test('is checked where it is not: it did not happen', async () => {
    const { call, ran, ports, service } = bench();
    const { objects } = ports;
    const failing: typeof objects = {
      get: (...key) => objects.get(...key),
      list: (...key) => objects.list(...key),
      applied: (...key) => objects.applied(...key),
      write: () => Promise.reject(new Error('killed')),
    };
    const dying = { ...ports, objects: failing, ledger: dies(ports) };
    const placed = {
      name: 'brighter',
      input: {},
      key: KEY,
      customer: CUSTOMER,
      way: 'chat',
      model: 'm',
    } as const;
    await expect(perform(dying, service, placed)).rejects.toThrow('killed');
    expect(ran).toEqual([]);
    expect(await call('brighter')).toMatchObject({ outcome: { status: 'done', result: { steps: 1 } } });
    expect((await ports.objects.get('ann', 'light', 'hall'))?.data).toEqual({ steps: 1 });
  });

  test('that nobody can check is unknown, and a person is called', async () => {
    const { call, begin, ran } = bench();
    await begin('shout');
    const first = await call('shout');
    expect(first).toMatchObject({ outcome: { status: 'unknown' }, handOff: expect.any(String) as string });
    expect(await call('shout')).toEqual(first);
    expect(ran).toEqual(['shout']);
  });

  test('and may no longer run, is found out about all the same', async () => {
    const { call, begin } = bench();
    await begin('brighter');
    const outcome = await call('brighter', {}, { customer: { ...CUSTOMER, level: 'none' } });
    expect(outcome).toMatchObject({ outcome: { status: 'done' } });
  });

  test('and whose action is gone, is unknown', async () => {
    const { ports, service, begin } = bench();
    await begin('brighter');
    const without = { ...service, actions: new Map() };
    const outcome = await perform(ports, without, {
      name: 'brighter',
      input: {},
      key: KEY,
      customer: CUSTOMER,
      way: 'chat',
      model: 'm',
    });
    expect(outcome).toMatchObject({ outcome: { status: 'unknown' } });
    expect(ports.ledger.records).toMatchObject([{ outcome: { status: 'unknown' } }]);
  });
});

describe('a call that was begun, and whose action is another since', () => {
  /** Has a later version meet what was begun by this one. */
  const later = async (change: Partial<AnyAction>, more: Partial<PlacedCall> = {}, name = 'brighter') => {
    const { ports, service, begin, ran } = bench();
    await begin(name);
    const action = service.actions.get(name);
    if (action === undefined) throw new Error('no such action');
    const actions = new Map(service.actions).set(name, { ...action, ...change });
    const placed = {
      name,
      input: {},
      key: KEY,
      customer: CUSTOMER,
      way: 'chat' as const,
      model: 'm',
      ...more,
    };
    const settle = () => perform(ports, { ...service, actions }, placed);
    return { settled: await settle(), again: await settle(), ran, records: ports.ledger.records };
  };
  const unknown = { outcome: { status: 'unknown' }, handOff: expect.any(String) as string };
  const stricter = { input: z.object({ room: z.string() }) };

  test('is unknown where it takes no such input any more, and stays so', async () => {
    const { settled, again, ran, records } = await later(stricter);
    expect(settled).toMatchObject(unknown);
    expect(again).toEqual(settled);
    expect(records).toMatchObject([{ outcome: { status: 'unknown' } }]);
    expect(ran).toEqual(['brighter']);
  });

  test('is given up without a look at what it was given', async () => {
    const { settled } = await later(stricter, { refused: 'Over.', abandon: true });
    expect(settled).toMatchObject(unknown);
    expect((await later({}, { refused: 'Over.', abandon: true })).settled).toMatchObject(unknown);
  });

  test('has its outcome where it only looks now', async () => {
    const { settled, records } = await later({ effect: 'read' });
    expect(settled).toMatchObject({ outcome: { status: 'done' } });
    expect(records).toMatchObject([settled]);
  });
});

function dies(ports: ReturnType<typeof memoryPorts>): typeof ports.ledger {
  return {
    intend: ports.ledger.intend.bind(ports.ledger),
    ofConversation: ports.ledger.ofConversation.bind(ports.ledger),
    settle: () => Promise.reject(new Error('killed')),
  } as unknown as typeof ports.ledger;
}

describe('an action that throws', () => {
  const broken = () => {
    const all = bench();
    all.lamp.onRun = (action) => {
      all.ran.push(action);
      throw new Error('no power');
    };
    return all;
  };

  test('has not looked anything up', async () => {
    expect(await broken().call('look')).toEqual({
      outcome: { status: 'failed', reason: 'This could not be looked up just now.' },
    });
  });

  test('is tried once more where that does no harm, and is unknown then', async () => {
    const { call, ran } = broken();
    expect(await call('power', { power: 'on' })).toMatchObject({ outcome: { status: 'unknown' } });
    expect(ran).toEqual(['power', 'power']);
  });

  test('is checked: it had happened', async () => {
    expect(await broken().call('brighter')).toMatchObject({ outcome: { status: 'done' } });
  });

  test('is checked: it had not happened', async () => {
    expect(await broken().call('upgrade')).toEqual({
      outcome: { status: 'failed', reason: 'It did not work just now, and nothing was changed.' },
    });
  });

  test('and can’t be checked is unknown', async () => {
    expect(await broken().call('shout')).toMatchObject({ outcome: { status: 'unknown' } });
  });

  test('is reported, without what it was given', async () => {
    const { call, ports } = broken();
    await call('power', { power: 'on' });
    expect(ports.telemetry.events[0]).toMatchObject({
      type: 'fault',
      where: 'action power',
      error: 'Error: no power',
    });
  });
});

describe('an action that never comes back', () => {
  afterEach(() => void vi.useRealTimers());

  /** Has each try of an action wait for ever, and as much time pass as a call may take. */
  async function stuck(name: string, input: unknown = {}, tries = Infinity) {
    vi.useFakeTimers();
    const all = bench();
    all.lamp.onRun = (action) => {
      all.ran.push(action);
      return all.ran.length <= tries ? new Promise<void>(() => undefined) : undefined;
    };
    const settled = all.call(name, input);
    await vi.advanceTimersByTimeAsync(3 * ACTION_MS);
    return { ...all, settled: await settled };
  }

  test('has not looked anything up', async () => {
    expect((await stuck('look')).settled).toMatchObject({ outcome: { status: 'failed' } });
  });

  test('is tried once more where that does no harm, with as much time again', async () => {
    const { ran, settled } = await stuck('power', { power: 'on' }, 1);
    expect(settled).toEqual({ outcome: { status: 'done', result: { power: 'on' } } });
    expect(ran).toEqual(['power', 'power']);
  });

  test('is unknown where it does not come back then either, and a person is called', async () => {
    const { ran, settled } = await stuck('power', { power: 'on' });
    expect(settled).toMatchObject({ outcome: { status: 'unknown' }, handOff: expect.any(String) as string });
    expect(ran).toEqual(['power', 'power']);
  });

  test('may still happen: that it has not yet does not settle it', async () => {
    expect((await stuck('upgrade')).settled).toMatchObject({ outcome: { status: 'unknown' } });
  });

  test('is unknown where its check does not come back', async () => {
    vi.useFakeTimers();
    const { call, lamp, ports } = bench();
    lamp.onRun = () => Promise.reject(new Error('no power'));
    ports.billing.find = () => new Promise(() => undefined);
    const settled = call('upgrade');
    await vi.advanceTimersByTimeAsync(ACTION_MS);
    expect(await settled).toMatchObject({ outcome: { status: 'unknown' } });
  });

  test('whose check of what a crash has left does not come back is checked again by whoever is rung next', async () => {
    const { call, begin, ports } = bench();
    await begin('upgrade');
    vi.useFakeTimers();
    const { find } = ports.billing;
    ports.billing.find = () => new Promise(() => undefined);
    const first = expect(call('upgrade')).rejects.toThrow('longer than');
    await vi.advanceTimersByTimeAsync(ACTION_MS);
    await first;
    ports.billing.find = find.bind(ports.billing);
    expect(await call('upgrade')).toMatchObject({ outcome: { status: 'done' } });
  });
});

describe('an approval', () => {
  const hashless = { way: 'approval' as const };
  test('for other arguments, or none at all, carries nothing out', async () => {
    const { call, ran } = bench();
    const forged = await call('remove', {}, { ...hashless, answer: { approved: true, inputHash: 'forged' } });
    expect(forged).toMatchObject({
      outcome: { status: 'denied', reason: 'This is not what you said yes to.' },
    });
    const none = await call('remove', {}, { ...hashless, key: { ...KEY, call: 1 } });
    expect(none).toMatchObject({ outcome: { status: 'denied' } });
    const chat = await call('remove', {}, { key: { ...KEY, call: 2 } });
    expect(chat).toMatchObject({ outcome: { status: 'denied' } });
    expect(ran).toEqual([]);
  });
});
