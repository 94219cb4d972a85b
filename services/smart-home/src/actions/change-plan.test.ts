import { describe, expect, it } from 'vitest';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

describe('change_plan', () => {
  it.each([
    ['basic', 'premium', 'Change from Basic to Premium for $9.99/month?'],
    ['basic', 'enterprise', 'Change from Basic to Enterprise for $29.99/month?'],
    [
      'enterprise',
      'premium',
      'Change from Enterprise to Premium ($9.99/month), without multi-room music and routines, and with room for 3 devices of your 4?',
    ],
    [
      'premium',
      'basic',
      'Change from Premium to Basic (free), without moving devices and music, and with room for 1 device of your 4?',
    ],
  ])('from %s to %s asks: %s', async (level, plan, title) => {
    expect(await new TestHome({ level, objects: fourDevices }).approval('change_plan', { plan })).toBe(title);
  });

  it('takes no devices away that there is room for', async () => {
    expect(await new TestHome({ level: 'premium' }).approval('change_plan', { plan: 'basic' })).toBe(
      'Change from Premium to Basic (free), without moving devices and music?',
    );
  });

  it('moves the customer up, through billing', async () => {
    const test = new TestHome({ level: 'basic' });
    expect(await test.say('change_plan', { plan: 'premium' })).toBe(
      'You are on the Premium plan now ($9.99/month), with room for 3 devices. Demo: no money moves.',
    );
    expect(test.customer.level).toBe('premium');
    expect([...test.billed.values()]).toMatchObject([{ level: 'premium' }]);
  });

  it('moves the customer down, and says what is over the limit then', async () => {
    const test = new TestHome({ objects: fourDevices });
    expect(await test.say('change_plan', { plan: 'premium' }, 'first')).toBe(
      'You are on the Premium plan now ($9.99/month), with room for 3 devices. 1 device is over its limit: listed still, but not usable. Demo: no money moves.',
    );
    expect(await test.say('change_plan', { plan: 'basic' }, 'second')).toContain(
      '3 devices are over its limit',
    );
    expect((await test.perform('device_power', { devices: ['hall'], state: 'off' })).status).toBe('denied');
  });

  it('leaves a customer who is there already, before asking', async () => {
    const test = new TestHome({ level: 'premium' });
    const reason = 'This home is on Premium ($9.99/month) already. Nothing was changed.';
    const action = test.action('change_plan');
    expect(await action.authorize?.({ plan: 'premium' }, test.context())).toEqual({
      status: 'failed',
      reason,
    });
    expect(await action.run({ plan: 'premium' }, test.context())).toEqual({ status: 'failed', reason });
    expect(test.billed.size).toBe(0);
  });

  it('is found out about by its billing record', async () => {
    const test = new TestHome({ level: 'basic' });
    const check = () => test.action('change_plan').check?.({ plan: 'premium' }, test.context());
    expect(await check()).toBe('not-done');
    await test.context().billing.changePlan('premium', 'plan');
    expect(await check()).toMatchObject({ status: 'done', result: { plan: 'premium' } });
    expect(test.customer.level).toBe('premium');
  });
});
