import { describe, expect, it } from 'vitest';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'premium') => new TestHome({ level, objects: fourDevices });

describe('device_relocation', () => {
  it('moves a device and keeps its name', async () => {
    const test = home();
    expect(await test.say('device_relocation', { devices: ['kitchen'], room: 'the Bedroom' })).toBe(
      'Kitchen speaker is now in the bedroom.',
    );
    expect(test.data('device', 'kitchen')).toMatchObject({ name: 'Kitchen speaker', room: 'bedroom' });
  });

  it('moves several', async () => {
    expect(await home().say('device_relocation', { devices: ['kitchen', 'hall'], room: 'attic' })).toBe(
      'Kitchen speaker and Hall light are now in the attic.',
    );
  });

  it('takes a room that nobody expected as it is', async () => {
    expect(await home().say('device_relocation', { devices: ['hall'], room: "Emma's  room" })).toBe(
      "Hall light is now in Emma's room.",
    );
  });

  it('refuses a device over the limit', async () => {
    expect(await home().perform('device_relocation', { devices: ['heating'], room: 'attic' })).toMatchObject({
      status: 'denied',
      requiredLevel: 'enterprise',
    });
  });

  it('is not on basic', async () => {
    expect(
      await home('basic').perform('device_relocation', { devices: ['kitchen'], room: 'attic' }),
    ).toMatchObject({
      requiredLevel: 'premium',
    });
  });
});
