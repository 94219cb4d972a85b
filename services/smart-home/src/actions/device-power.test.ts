import { describe, expect, it } from 'vitest';
import { device } from '../demo/build.ts';
import { createSmartHome } from '../index.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'enterprise') => new TestHome({ level, objects: fourDevices });

describe('device_power', () => {
  it('switches one device', async () => {
    const test = home();
    expect(await test.say('device_power', { devices: ['hall'], state: 'off' })).toBe('Hall light is off.');
    expect(test.state('hall')).toEqual({ on: false });
  });

  it('switches several, and says so in one sentence', async () => {
    expect(await home().say('device_power', { devices: ['hall', 'bedroom'], state: 'on' })).toBe(
      'Hall light and Bedroom display are on.',
    );
    expect(
      await home().say('device_power', { devices: ['kitchen', 'hall', 'bedroom', 'heating'], state: 'off' }),
    ).toBe('Kitchen speaker, Hall light, Bedroom display and Hall thermostat are off.');
  });

  it('ends the music of a player that is switched off', async () => {
    const test = home();
    await test.perform('device_power', { devices: ['kitchen'], state: 'off' });
    expect(test.state('kitchen')).toEqual({ on: false, volume: 40, muted: false, music: null });
  });

  it('says “are” of a device whose name is a plural', async () => {
    const test = new TestHome({ objects: [device('garden', 'light', 'Garden lights', 'garden')] });
    expect(await test.say('device_power', { devices: ['garden'], state: 'on' })).toBe(
      'Garden lights are on.',
    );
  });

  it('tells two devices of one name apart by their rooms', async () => {
    const test = new TestHome({
      objects: [device('1', 'light', 'Lamp', 'office'), device('2', 'light', 'lamp', "Emma's room")],
    });
    expect(await test.say('device_power', { devices: ['1', '2'], state: 'on' })).toBe(
      "Lamp in the office and lamp in Emma's room are on.",
    );
  });

  it('tries again when the device was changed meanwhile, and keeps that change', async () => {
    const test = home();
    let others = 2;
    test.beforeWrite = () => {
      if (others-- > 0) {
        test.put('device', 'kitchen', {
          ...test.data('device', 'kitchen'),
          state: { on: true, volume: 40 + others, muted: false, music: null },
        });
      }
    };
    expect(await test.say('device_power', { devices: ['kitchen'], state: 'off' })).toBe(
      'Kitchen speaker is off.',
    );
    expect(test.state('kitchen')).toMatchObject({ on: false, volume: 40 });
  });

  it('fails in words when the device is changed again and again', async () => {
    const test = home();
    test.beforeWrite = (kind, id) => test.put(kind, id, { ...test.data(kind, id) });
    expect(await test.say('device_power', { devices: ['hall'], state: 'off' })).toBe(
      'failed: Hall light was being changed from elsewhere at the same moment; please try again.',
    );
  });

  it('says which of several it could not switch', async () => {
    const test = home();
    test.beforeWrite = (kind, id) => {
      if (id === 'hall') test.put(kind, id, { ...test.data(kind, id) });
    };
    expect(await test.say('device_power', { devices: ['kitchen', 'hall'], state: 'off' })).toBe(
      'Kitchen speaker is off. Hall light was being changed from elsewhere at the same moment; please try again.',
    );
  });

  it('fails when the device is removed while it is being switched', async () => {
    const test = home();
    test.beforeWrite = (kind, id) => test.remove(kind, id);
    expect(await test.say('device_power', { devices: ['hall'], state: 'off' })).toBe(
      'failed: Hall light is no longer in this home.',
    );
    const gone = test.action('device_power').run({ devices: ['hall'], state: 'off' }, test.context());
    expect(await gone).toEqual({
      status: 'failed',
      reason: 'There is no such device in this home any more.',
    });
  });

  it('refuses a device over the limit, and names the lowest plan with room for it', async () => {
    const test = home('basic');
    expect(await test.perform('device_power', { devices: ['hall'], state: 'off' })).toEqual({
      status: 'denied',
      reason:
        'Hall light is over the limit of your Basic plan (1 device). Premium has room for 3 devices; or remove an older device to use the hall light.',
      requiredLevel: 'premium',
      alternatives: ['plan_info', 'change_plan', 'device_remove'],
    });
    expect(await test.perform('device_power', { devices: ['hall', 'heating'], state: 'off' })).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('Hall light and Hall thermostat are over the limit'),
      requiredLevel: 'enterprise',
    });
    expect(await test.perform('device_power', { devices: ['heating'], state: 'off' })).toMatchObject({
      reason: expect.stringContaining('remove 3 of the older devices to use the hall thermostat.'),
    });
    expect(test.state('hall')).toEqual({ on: true });
  });

  it('of several, switches those within the limit and says which are over it', async () => {
    const test = home('basic');
    expect(
      await test.say('device_power', { devices: ['kitchen', 'hall', 'bedroom', 'heating'], state: 'off' }),
    ).toBe(
      'Kitchen speaker is off. Hall light, Bedroom display and Hall thermostat are over the limit of your Basic plan (1 device).',
    );
    expect(test.state('hall')).toEqual({ on: true });
  });

  it('knows that no plan has room for an eleventh device', async () => {
    const eleven = Array.from({ length: 11 }, (_, index) =>
      device(`${index}`, 'light', `Light ${index}`, 'hall'),
    );
    const outcome = await new TestHome({ objects: eleven }).perform('device_power', {
      devices: ['10'],
      state: 'on',
    });
    expect(outcome).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('Remove an older device to use the light 10.'),
    });
    expect(outcome).not.toHaveProperty('requiredLevel');
  });

  it('needs a device and a state', async () => {
    expect((await home().perform('device_power', { devices: [], state: 'on' })).status).toBe('failed');
    expect((await home().perform('device_power', { devices: ['hall'] })).status).toBe('failed');
    expect((await home().perform('device_power', { devices: ['of another'], state: 'on' })).status).toBe(
      'failed',
    );
  });
});

describe('a driver', () => {
  it('is given the state that the device is to have, before it is stored', async () => {
    const driven: unknown[] = [];
    const service = createSmartHome({
      carryOut: async (key, wanted) => {
        driven.push([key, wanted.state, test.state('hall')]);
        return { status: 'done' };
      },
    });
    const test = new TestHome({ objects: fourDevices, service });
    await test.perform('device_power', { devices: ['hall'], state: 'off' });
    expect(driven).toEqual([[{ customerId: 'cust_test', id: 'hall' }, { on: false }, { on: true }]]);
  });

  it('that can’t, leaves the stored state and says why', async () => {
    const service = createSmartHome({
      carryOut: async ({ id }) =>
        id === 'hall' ? { status: 'failed', cannot: 'does not answer' } : { status: 'done' },
    });
    const test = new TestHome({ objects: fourDevices, service });
    expect(await test.say('device_power', { devices: ['hall'], state: 'off' })).toBe(
      'failed: Hall light does not answer.',
    );
    expect(test.state('hall')).toEqual({ on: true });
    expect(await test.say('device_power', { devices: ['hall', 'bedroom'], state: 'off' })).toBe(
      'Bedroom display is off. Hall light does not answer.',
    );
  });
});
