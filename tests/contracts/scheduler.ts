import type { Scheduler, Timer } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';

/** A scheduler whose clock the checks turn. It stands at 2026-05-04T10:00:00Z, a Monday, at first. */
export interface SchedulerUnderTest {
  readonly scheduler: Scheduler;
  /** Sets the clock, before any timer is set. */
  startAt(time: string): void;
  /** Lets time pass until then; resolves to what fired on the way, oldest first. `fire` stands for the bot's. */
  passTo(time: string, fire?: (timer: Timer, plannedAt: Date) => 'done' | 'busy'): Promise<readonly Fired[]>;
}

export interface Fired {
  readonly timer: Timer;
  readonly plannedAt: Date;
}

const timer = (schedule: Timer['schedule'], more: Partial<Timer> = {}): Timer => ({
  customerId: 'cust_1',
  id: 'routine_1',
  conversationId: 'cv_1',
  schedule,
  timeZone: 'UTC',
  ...more,
});

const times = (fired: readonly Fired[]) => fired.map(({ plannedAt }) => plannedAt.toISOString());

const EVERY_DAY = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const schedulerChecks = {
  'fires on its days at its time': async ({ port: { scheduler, passTo } }) => {
    const set = timer({ at: '07:30', days: ['wednesday', 'monday'] });
    await scheduler.set(set);
    const fired = await passTo('2026-05-14T00:00:00Z');
    expect(times(fired)).toEqual([
      '2026-05-06T07:30:00.000Z',
      '2026-05-11T07:30:00.000Z',
      '2026-05-13T07:30:00.000Z',
    ]);
    for (const item of fired) expect(item.timer).toEqual(set);
  },

  'fires today if its time is still to come': async ({ port: { scheduler, passTo } }) => {
    await scheduler.set(timer({ at: '10:01', days: ['monday'] }));
    expect(times(await passTo('2026-05-05T00:00:00Z'))).toEqual(['2026-05-04T10:01:00.000Z']);
  },

  'fires once on a date, in the customer’s time zone': async ({ port: { scheduler, passTo } }) => {
    await scheduler.set(timer({ at: '00:30', date: '2026-05-05' }, { timeZone: 'Pacific/Auckland' }));
    expect(times(await passTo('2026-05-20T00:00:00Z'))).toEqual(['2026-05-04T12:30:00.000Z']);
  },

  'never fires for a date that has passed': async ({ port: { scheduler, passTo } }) => {
    await scheduler.set(timer({ at: '09:59', date: '2026-05-04' }));
    await scheduler.set(timer({ at: '12:00', date: '2026-05-01' }, { id: 'routine_2' }));
    expect(await passTo('2026-05-10T00:00:00Z')).toEqual([]);
  },

  'keeps to the clock on the wall when it changes': async ({ port: { scheduler, startAt, passTo } }) => {
    startAt('2026-10-23T00:00:00Z');
    await scheduler.set(timer({ at: '07:00', days: ['saturday', 'monday'] }, { timeZone: 'Europe/Berlin' }));
    expect(times(await passTo('2026-10-27T00:00:00Z'))).toEqual([
      '2026-10-24T05:00:00.000Z',
      '2026-10-26T06:00:00.000Z',
    ]);
  },

  'fires a time that the clock skips at the first moment after it': async ({
    port: { scheduler, startAt, passTo },
  }) => {
    startAt('2027-03-27T00:00:00Z');
    await scheduler.set(timer({ at: '02:30', days: ['sunday'] }, { timeZone: 'Europe/Berlin' }));
    expect(times(await passTo('2027-03-30T00:00:00Z'))).toEqual(['2027-03-28T01:00:00.000Z']);
  },

  'fires a time that comes twice once': async ({ port: { scheduler, startAt, passTo } }) => {
    startAt('2026-10-24T12:00:00Z');
    await scheduler.set(timer({ at: '02:30', days: ['sunday'] }, { timeZone: 'Europe/Berlin' }));
    expect(await passTo('2026-10-26T00:00:00Z')).toHaveLength(1);
  },

  'replaces the timer of that customer and id': async ({ port: { scheduler, passTo } }) => {
    await scheduler.set(timer({ at: '11:00', days: [...EVERY_DAY] }));
    await scheduler.set(timer({ at: '12:00', days: [...EVERY_DAY] }));
    expect(times(await passTo('2026-05-05T00:00:00Z'))).toEqual(['2026-05-04T12:00:00.000Z']);
    await scheduler.set(timer({ at: '09:00', date: '2026-05-01' }));
    expect(await passTo('2026-05-07T00:00:00Z')).toEqual([]);
  },

  'fires nothing that was cancelled': async ({ port: { scheduler, passTo } }) => {
    await scheduler.cancel('cust_1', 'routine_1');
    await scheduler.set(timer({ at: '11:00', days: [...EVERY_DAY] }));
    expect(await passTo('2026-05-05T00:00:00Z')).toHaveLength(1);
    await scheduler.cancel('cust_1', 'routine_1');
    await scheduler.cancel('cust_1', 'routine_1');
    expect(await passTo('2026-05-07T00:00:00Z')).toEqual([]);
  },

  'keeps customers and timers apart': async ({ port: { scheduler, passTo } }) => {
    const daily = { at: '11:00', days: [...EVERY_DAY] };
    const owners: [string, string][] = [
      ['cust_1', 'a'],
      ['cust_1', 'b'],
      ['cust_2', 'a'],
      ['cust_1/a', ''],
      ['cust_1', '/a'],
    ];
    for (const [customerId, id] of owners) await scheduler.set(timer(daily, { customerId, id }));
    await scheduler.cancel('cust_1', 'b');
    const fired = await passTo('2026-05-05T00:00:00Z');
    const who = fired.map(({ timer: { customerId, id } }) => `${customerId}+${id}`);
    expect(who.toSorted()).toEqual(['cust_1+/a', 'cust_1+a', 'cust_1/a+', 'cust_2+a']);
  },

  'fires again for the same time until the bot has done it': async ({ port: { scheduler, passTo } }) => {
    await scheduler.set(timer({ at: '11:00', days: ['monday'] }));
    let tries = 0;
    const fired = await passTo('2026-05-05T00:00:00Z', () => (++tries < 3 ? 'busy' : 'done'));
    expect(times(fired)).toEqual(Array.from({ length: 3 }, () => '2026-05-04T11:00:00.000Z'));
  },

  'fires again where the bot failed': async ({ port: { scheduler, passTo } }) => {
    await scheduler.set(timer({ at: '11:00', days: ['monday'] }));
    let tries = 0;
    const fired = await passTo('2026-05-05T00:00:00Z', () => {
      if (++tries === 1) throw new Error('The disk is full.');
      return 'done';
    });
    expect(times(fired)).toEqual(['2026-05-04T11:00:00.000Z', '2026-05-04T11:00:00.000Z']);
  },

  'has timers for whoever opens it next': async ({ port: { scheduler }, reopen }) => {
    await scheduler.set(timer({ at: '11:00', days: ['monday'] }));
    const again = await reopen();
    expect(times(await again.passTo('2026-05-05T00:00:00Z'))).toEqual(['2026-05-04T11:00:00.000Z']);
  },
} satisfies Checks<SchedulerUnderTest>;

export const schedulerContract = contract<SchedulerUnderTest, keyof typeof schedulerChecks>(
  'scheduler',
  schedulerChecks,
);
