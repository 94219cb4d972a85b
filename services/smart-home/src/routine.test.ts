import { describe, expect, it } from 'vitest';
import { routine } from './demo/build.ts';
import { smartHome } from './index.ts';
import { fourDevices } from './testing/homes.ts';
import { TestHome } from './testing/test-home.ts';

const call = (...devices: string[]) => ({ action: 'device_power', input: { devices, state: 'on' } });
const music = { action: 'multi_room_audio', input: {} };
const evening = (...calls: Parameters<typeof routine>[1]['calls']) =>
  new TestHome({
    objects: [
      ...fourDevices,
      routine('evening', { name: 'Evening', when: { at: '19:00', days: ['monday'] }, calls }),
    ],
  });

const planOf = (test: TestHome, id = 'evening') => smartHome.timer(id, test.context());

describe('the timer of a routine', () => {
  it('stands for its calls, and for the action that must be allowed', async () => {
    expect(await planOf(evening(call('hall'), music))).toEqual({
      title: 'Your routine “Evening”',
      action: 'custom_actions',
      calls: [call('hall'), music],
    });
  });

  it('leaves out devices that are gone, and calls that have none left', async () => {
    const test = evening(call('hall', 'kitchen'), call('kitchen'), music);
    test.remove('device', 'kitchen');
    expect(await planOf(test)).toMatchObject({ calls: [call('hall'), music] });
  });

  it('stands for nothing once the routine, or all that it did, is gone', async () => {
    const test = evening(call('kitchen'));
    expect(await planOf(test, 'other')).toBeUndefined();
    test.remove('device', 'kitchen');
    expect(await planOf(test)).toBeUndefined();
  });

  it('plans calls that are the same as if they were made by hand', async () => {
    const test = evening(call('hall', 'heating'));
    for (const planned of (await planOf(test))?.calls ?? []) {
      expect((await test.perform(planned.action, planned.input)).status).toBe('done');
    }
    expect(test.state('heating')).toEqual({ on: true });
  });
});

describe('nameables', () => {
  it('are the devices and routines, as customers name them', async () => {
    const test = evening(call('hall'));
    test.customer = { ...test.customer, level: 'premium' };
    const named = await smartHome.nameables(test.context());
    expect(named.map(({ kind, name, type, group, summary }) => [kind, name, type, group, summary])).toEqual([
      ['device', 'Kitchen speaker', 'speaker', 'kitchen', 'on, playing jazz at volume 40'],
      ['device', 'Hall light', 'light', 'hall', 'on'],
      ['device', 'Bedroom display', 'display', 'bedroom', 'on at volume 20'],
      ['device', 'Hall thermostat', 'thermostat', 'hall', 'over the limit, off'],
      [
        'routine',
        'Evening',
        'routine',
        undefined,
        'resting, for your plan has no routines; every Monday at 19:00: turn on the hall light',
      ],
    ]);
    test.customer = { ...test.customer, level: 'enterprise' };
    expect((await smartHome.nameables(test.context())).at(-1)?.summary).toBe(
      'every Monday at 19:00: turn on the hall light',
    );
  });

  it('of a customer whose level is unknown are as on the lowest', async () => {
    const test = evening(call('hall'));
    test.customer = { ...test.customer, level: 'gold' };
    expect(
      (await smartHome.nameables(test.context())).filter(({ summary }) => summary.startsWith('over')),
    ).toHaveLength(3);
  });
});
