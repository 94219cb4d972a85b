import type { JsonObject } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import { routine } from './demo/build.ts';
import { fourDevices } from './testing/homes.ts';
import { Crash, TestHome } from './testing/test-home.ts';

const mondays = {
  when: { at: '19:00', days: ['monday' as const] },
  calls: [{ action: 'device_power', input: { devices: ['hall'], state: 'on' } }],
};
const evening = routine('evening', { name: 'Evening', ...mondays });
const night = routine('night', { name: 'Night', ...mondays });

const CALLS: readonly (readonly [name: string, input: JsonObject])[] = [
  ['device_power', { devices: ['kitchen', 'hall'], state: 'off' }],
  ['volume_control', { change: 'up' }],
  ['volume_control', { change: 'up', devices: ['kitchen', 'bedroom'], step: 5 }],
  ['volume_control', { change: 'set', level: 70, devices: ['kitchen', 'bedroom'] }],
  ['device_relocation', { devices: ['kitchen', 'hall'], room: 'office' }],
  ['music_services', { operation: 'next' }],
  ['music_services', { operation: 'previous', devices: ['kitchen'] }],
  ['music_services', { operation: 'pause' }],
  ['music_services', { operation: 'stop' }],
  ['multi_room_audio', {}],
  ['device_register', { type: 'light', room: 'attic' }],
  ['device_remove', { device: 'hall' }],
  ['change_plan', { plan: 'premium' }],
  [
    'custom_actions',
    {
      operation: 'create',
      when: { at: '07:00', days: ['monday'] },
      calls: [{ action: 'device_power', input: { devices: ['hall'], state: 'on' } }],
    },
  ],
  ['custom_actions', { operation: 'delete', routines: ['evening', 'night'] }],
  ['custom_actions', { operation: 'delete', number: 1 }],
];

const newHome = () => {
  const home = new TestHome({ objects: [...fourDevices, evening, night] });
  home.timers.set('evening', { at: '19:00', days: ['monday'] });
  home.timers.set('night', { at: '19:00', days: ['monday'] });
  return home;
};

/** Interrupts a call at its n-th use of a port; false if it has fewer. */
async function interruptedAt(home: TestHome, n: number, name: string, input: JsonObject): Promise<boolean> {
  home.usesLeft = n;
  try {
    await home.action(name).run(home.action(name).input.parse(input), home.context());
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  } finally {
    home.usesLeft = Infinity;
  }
}

describe.each(CALLS)('%s %j', (name, input) => {
  it.each([
    ['before', false],
    ['after', true],
  ])('interrupted %s any use of a port and run again, has the effect of one run', async (_, crashesLate) => {
    const clean = newHome();
    const expected = await clean.perform(name, input);
    expect(expected.status).toBe('done');

    let points = 0;
    for (let home = newHome(); ; home = newHome(), points += 1) {
      home.crashesLate = crashesLate;
      if (!(await interruptedAt(home, points, name, input))) break;
      const outcome = await home.recover(name, input);
      expect(outcome.status).toBe('done');
      expect(home.snapshot()).toEqual(clean.snapshot());
      if (outcome.status === 'done') expect(home.action(name).receipt(outcome.result, input)).not.toBe('');
    }
    expect(points).toBeGreaterThan(1);
  });

  it('run again after it was carried out, changes nothing', async () => {
    const home = newHome();
    await home.perform(name, input);
    const once = home.snapshot();
    expect((await home.recover(name, input)).status).toBe('done');
    expect(home.snapshot()).toEqual(once);
  });
});
