import { describe, expect, it } from 'vitest';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'enterprise') => new TestHome({ level, objects: fourDevices });

describe('device_info', () => {
  it('lists the devices by room', async () => {
    expect(await home().say('device_info', {})).toBe(
      [
        'You have 4 devices in 3 rooms:',
        '- Kitchen: Kitchen speaker (speaker), on, playing jazz at volume 40',
        '- Hall: Hall light (light), on; Hall thermostat (thermostat), off',
        '- Bedroom: Bedroom display (display), on at volume 20',
      ].join('\n'),
    );
  });

  it('marks those over the limit', async () => {
    const words = await home('premium').say('device_info', {});
    expect(words).toContain("You have 4 devices in 3 rooms, 1 of them over your plan's limit of 3:");
    expect(words).toContain('Hall thermostat (thermostat), off, over the limit');
  });

  it('helps a customer who has just begun', async () => {
    expect(await new TestHome({ level: 'basic' }).say('device_info', {})).toBe(
      'There are no devices in this home yet. Your plan has room for 1 device: tell me what to add.',
    );
  });
});
