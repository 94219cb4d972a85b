import { choice, defineAction, objectIds } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { changeDevices, changedOf } from '../change.ts';
import { DEVICE, isPlayer, type Device } from '../device.ts';
import type { Driver } from '../driver.ts';
import { loadHome, pick } from '../home.ts';
import { refuseOverLimit } from '../over-limit.ts';
import { sentences } from '../words.ts';

/** A player that is switched off forgets its music. */
const switched = (device: Device, on: boolean): Device =>
  isPlayer(device)
    ? { ...device, state: { ...device.state, on, music: on ? device.state.music : null } }
    : { ...device, state: { on } };

export const devicePower = (driver: Driver) =>
  defineAction({
    name: 'device_power',
    title: 'Switching on and off',
    description: 'Switches one or more devices on or off.',
    level: 'basic',
    effect: 'idempotent',
    input: z.object({
      devices: objectIds(DEVICE, { ask: 'Which device do you mean?', description: 'The devices to switch.' }),
      state: choice(
        {
          on: ['on', 'turn on', 'switch on', 'power on'],
          off: ['off', 'turn off', 'switch off', 'shut off', 'power off', 'shut down', 'kill'],
        },
        { ask: 'Should it be on or off?', description: 'What they are to be.' },
      ),
    }),
    examples: [
      { say: 'turn on {devices:the kitchen light}', input: { state: 'on' } },
      { say: 'turn {devices:the living room light} on', input: { state: 'on' } },
      { say: 'turn off {devices:the living room light}', input: { state: 'off' } },
      { say: 'turn {devices:my speaker} off', input: { state: 'off' } },
      { say: 'switch {devices:everything} off', input: { state: 'off' } },
      { say: 'switch on {devices:all the lights}', input: { state: 'on' } },
      { say: 'please switch off {devices:the heating}', input: { state: 'off' } },
      { say: 'could you turn on {devices:the lights in the bedroom}', input: { state: 'on' } },
      { say: 'can you turn off {devices:the tv} please', input: { state: 'off' } },
      { say: '{devices:lights} off', input: { state: 'off' } },
      { say: '{devices:lights} on', input: { state: 'on' } },
      { say: '{devices:hall light} on please', input: { state: 'on' } },
      { say: '{devices:all} off', input: { state: 'off' } },
      { say: 'turn on {devices:the hall light and the porch light}', input: { state: 'on' } },
      {
        say: 'turn off {devices:the kitchen light, the hall light and the bedroom display}',
        input: { state: 'off' },
      },
      { say: 'shut off {devices:the coffee machine}', input: { state: 'off' } },
      { say: 'shut {devices:everything in the office} down', input: { state: 'off' } },
      { say: 'power on {devices:the display}', input: { state: 'on' } },
      { say: 'put {devices:the lamp} on', input: { state: 'on' } },
      { say: 'kill {devices:the lights}', input: { state: 'off' } },
      { say: 'I want {devices:the garden lights} on', input: { state: 'on' } },
      { say: "I'm leaving, turn {devices:everything} off", input: { state: 'off' } },
      { say: 'make sure {devices:the heater} is off', input: { state: 'off' } },
      { say: 'get {devices:the heating} going', input: { state: 'on' } },
      { say: 'cut {devices:the lights}', input: { state: 'off' } },
      { say: 'turn {devices:it} off', input: { state: 'off' } },
      { say: 'switch {devices:it} back on', input: { state: 'on' } },
    ],
    claims: [
      'turned on',
      'turned off',
      'switched on',
      'switched off',
      'powered on',
      'powered off',
      'powered up',
      'powered down',
      'shut off',
      'shut down',
      'put on',
      'set',
      'started',
      'stopped',
      'now on',
      'now off',
    ],
    receipt: (result) => {
      const { devices, missed } = changedOf(result);
      return [sentences(devices, ({ state }) => (state.on ? 'on' : 'off')), ...missed].join(' ');
    },
    authorize: ({ devices }, context) => refuseOverLimit(devices, context),
    run: async ({ devices, state }, context) =>
      changeDevices(
        pick(await loadHome(context), devices),
        (device) => switched(device, state === 'on'),
        context,
        driver,
      ),
  });
