import { describe, expect, it } from 'vitest';
import { device } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

describe('device_register', () => {
  it('adds a device, named for its room and type', async () => {
    const test = new TestHome({ level: 'premium' });
    expect(await test.say('device_register', { type: 'light', room: 'the hall' })).toBe(
      'Hall light is added in the hall. Your plan has room for 2 more.',
    );
    expect(test.data('device', 'device-call')).toEqual({
      name: 'Hall light',
      room: 'hall',
      type: 'light',
      state: { on: false },
    });
  });

  it.each(['speaker', 'display'])('a new %s is on, at a moderate volume', async (type) => {
    const test = new TestHome();
    await test.perform('device_register', { type, room: 'hall' });
    expect(test.state('device-call')).toEqual({ on: true, volume: 30, muted: false, music: null });
  });

  it('takes the customer’s name for it', async () => {
    const test = new TestHome();
    expect(
      await test.say('device_register', { type: 'switch', room: 'kitchen', name: 'coffee \n machine' }),
    ).toBe('Coffee machine is added in the kitchen. Your plan has room for 9 more.');
  });

  it('numbers a name of its own making that is taken, and asks about the customer’s', async () => {
    const test = new TestHome({ objects: fourDevices });
    expect(await test.say('device_register', { type: 'light', room: 'hall' })).toContain(
      'Hall light 2 is added',
    );
    expect(
      await test.say('device_register', { type: 'light', room: 'attic', name: 'hall light' }, 'next'),
    ).toBe('failed: There is a device called “Hall light” already. What should the new one be called?');
  });

  it('says when the plan is full with it', async () => {
    expect(
      await new TestHome({ level: 'basic' }).say('device_register', { type: 'light', room: 'attic' }),
    ).toBe('Attic light is added in the attic. That was the last one your plan has room for.');
  });

  it('refuses when the plan is full, and names the lowest plan with room', async () => {
    const basic = new TestHome({ level: 'basic', objects: fourDevices.slice(0, 1) });
    expect(await basic.perform('device_register', { type: 'light', room: 'attic' })).toEqual({
      status: 'denied',
      reason: 'Your Basic plan has room for 1 device, and you have 1. Premium has room for 3.',
      requiredLevel: 'premium',
      alternatives: ['device_remove', 'plan_info', 'change_plan'],
    });
    const over = new TestHome({ level: 'basic', objects: fourDevices });
    expect(await over.perform('device_register', { type: 'light', room: 'attic' })).toMatchObject({
      requiredLevel: 'enterprise',
    });
    const ten = Array.from({ length: 10 }, (_, index) =>
      device(`${index}`, 'light', `Light ${index}`, 'hall'),
    );
    const full = await new TestHome({ objects: ten }).perform('device_register', {
      type: 'light',
      room: 'attic',
    });
    expect(full).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('Remove one to make room.'),
    });
    expect(full).not.toHaveProperty('requiredLevel');
  });

  it('refuses also when the home filled up after it was allowed', async () => {
    const test = new TestHome({ level: 'basic', objects: fourDevices });
    const outcome = await test
      .action('device_register')
      .run({ type: 'light', room: 'attic' }, test.context());
    expect(outcome.status).toBe('denied');
  });

  it('takes long names and rooms', async () => {
    const test = new TestHome();
    await test.perform('device_register', { type: 'light', room: 'r'.repeat(200), name: 'n'.repeat(200) });
    await test.perform('device_register', { type: 'light', room: 'r'.repeat(200) }, 'next');
    expect(await test.say('device_info', {})).toContain('2 devices in 1 room');
  });
});
