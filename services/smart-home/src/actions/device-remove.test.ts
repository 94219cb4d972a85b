import { describe, expect, it } from 'vitest';
import { device, routine } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const evening = {
  name: 'Evening',
  when: { at: '19:00', days: ['monday' as const] },
  calls: [{ action: 'device_power', input: { devices: ['hall'], state: 'on' } }],
};

describe('device_remove', () => {
  it.each([
    ['hall', 'Remove the hall light?'],
    ['tv', 'Remove the living room TV?'],
    ['brand', 'Remove the Bose speaker?'],
    ['proper', 'Remove Sonos?'],
    ['anna', "Remove Anna's lamp?"],
    ['alike', 'Remove the lamp in the attic?'],
  ])('asks about %s: %s', async (id, title) => {
    const test = new TestHome({
      objects: [
        ...fourDevices,
        device('tv', 'display', 'Living room TV', 'living room'),
        device('brand', 'speaker', 'Bose speaker', 'attic'),
        device('proper', 'speaker', 'Sonos', 'attic'),
        device('anna', 'light', "Anna's lamp", 'attic'),
        device('alike', 'light', 'Lamp', 'attic'),
        device('other', 'light', 'Lamp', 'office'),
      ],
    });
    expect(await test.approval('device_remove', { device: id })).toBe(title);
  });

  it('says which routines use the device', async () => {
    const one = new TestHome({ objects: [...fourDevices, routine('1', evening)] });
    expect(await one.approval('device_remove', { device: 'hall' })).toBe(
      'Remove the hall light, which “Evening” uses?',
    );
    const two = new TestHome({
      objects: [...fourDevices, routine('1', evening), routine('2', { ...evening, name: 'Late' })],
    });
    expect(await two.approval('device_remove', { device: 'hall' })).toBe(
      'Remove the hall light, which “Evening” and “Late” use?',
    );
  });

  it('removes the device', async () => {
    const test = new TestHome({ objects: fourDevices });
    expect(await test.say('device_remove', { device: 'hall' })).toBe('Hall light is removed from your home.');
    expect(test.data('device', 'hall')).toBeUndefined();
  });

  it('makes room for the oldest that was over the limit', async () => {
    const test = new TestHome({ level: 'basic', objects: fourDevices });
    await test.perform('device_remove', { device: 'kitchen' });
    expect((await test.perform('device_power', { devices: ['hall'], state: 'off' })).status).toBe('done');
  });

  it('also removes a device over the limit', async () => {
    const test = new TestHome({ level: 'basic', objects: fourDevices });
    expect((await test.perform('device_remove', { device: 'heating' })).status).toBe('done');
  });

  it('removes a device as it is by then, and fails in words if it keeps changing', async () => {
    const test = new TestHome({ objects: fourDevices });
    let others = 2;
    test.beforeWrite = (kind, id) => {
      if (others-- > 0) test.put(kind, id, { ...test.data(kind, id) });
    };
    expect((await test.perform('device_remove', { device: 'hall' })).status).toBe('done');
    others = Infinity;
    expect(await test.say('device_remove', { device: 'heating' })).toBe(
      'failed: The device was being changed at the same moment. Please try again.',
    );
  });

  it('has words where the device was gone before', async () => {
    const test = new TestHome({ objects: fourDevices });
    expect(await test.approval('device_remove', { device: 'gone' })).toBe('Remove this device?');
    const outcome = await test.recover('device_remove', { device: 'gone' });
    expect(outcome.status === 'done' && test.action('device_remove').receipt(outcome.result, {})).toBe(
      'The device is removed from your home.',
    );
  });
});
