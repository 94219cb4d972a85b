import type { JsonObject } from '@agentic-service-bot/bot/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceSchema, isPlayer } from './device.ts';
import { levels } from './levels.ts';
import { fourDevices } from './testing/homes.ts';
import { TestHome } from './testing/test-home.ts';

const ids = fc.subarray(['kitchen', 'hall', 'bedroom', 'heating'], { minLength: 1 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Inputs as a model may make them, by action. */
const inputs: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  device_power: fc.record({ devices: ids, state: fc.constantFrom('on', 'off') }),
  volume_control: fc.record({
    change: fc.constantFrom('set', 'up', 'down', 'mute', 'unmute'),
    devices: maybe(ids),
    level: maybe(fc.nat(1000)),
    step: maybe(fc.integer({ min: 1, max: 1000 })),
  }),
  music_services: fc.record({
    operation: fc.constantFrom('play', 'pause', 'resume', 'next', 'previous', 'stop'),
    devices: maybe(ids),
    music: maybe(fc.constantFrom('jazz', 'rock', 'the moon')),
  }),
  multi_room_audio: fc.record({ devices: maybe(ids), music: maybe(fc.constantFrom('jazz', 'rock')) }),
  device_relocation: fc.record({ devices: ids, room: fc.string({ minLength: 1, maxLength: 200 }) }),
  device_register: fc.record({
    type: fc.constantFrom('speaker', 'display', 'light', 'switch', 'thermostat'),
    room: fc.string({ minLength: 1, maxLength: 200 }),
    name: maybe(fc.string({ minLength: 1, maxLength: 200 })),
  }),
  device_remove: fc.record({ device: fc.constantFrom('kitchen', 'hall', 'bedroom', 'heating') }),
  device_status: fc.record({
    devices: maybe(ids),
    about: maybe(fc.constantFrom('power', 'music', 'volume')),
  }),
  device_info: fc.constant({}),
  plan_info: fc.record({ plan: maybe(fc.constantFrom('basic', 'premium', 'enterprise')) }),
  change_plan: fc.record({ plan: fc.constantFrom('basic', 'premium', 'enterprise') }),
  custom_actions: fc.record({
    operation: fc.constantFrom('create', 'list', 'delete'),
    number: maybe(fc.integer({ min: 1, max: 3 })),
    name: maybe(fc.string({ minLength: 1, maxLength: 200 })),
    when: maybe(
      fc.record({ at: fc.constantFrom('07:00', '23:59'), date: fc.constantFrom('2026-05-03', '2026-05-05') }),
    ),
    calls: maybe(
      fc.constantFrom(
        [{ action: 'device_power', input: { devices: ['hall'], state: 'on' } }],
        [{ action: 'device_remove', input: { device: 'hall' } }],
      ),
    ),
  }),
};

const call = fc.constantFrom(...Object.keys(inputs)).chain((name) =>
  (inputs[name] ?? fc.constant({})).map((input) => ({
    name,
    input: JSON.parse(JSON.stringify(input)) as JsonObject,
  })),
);
const level = fc.constantFrom(...levels.map(({ name }) => name));

describe('whatever is asked, in whatever order', () => {
  it('every device stays what a device is, its volume between 0 and 100, and each result has its words', async () => {
    await fc.assert(
      fc.asyncProperty(level, fc.array(call, { maxLength: 12 }), async (start, calls) => {
        const home = new TestHome({ level: start, objects: fourDevices });
        for (const [index, { name, input }] of calls.entries()) {
          const outcome = await home.perform(name, input, `call-${index}`);
          if (outcome.status === 'done') {
            expect(JSON.parse(JSON.stringify(outcome.result))).toEqual(outcome.result);
            expect(home.action(name).receipt(outcome.result, home.action(name).input.parse(input))).not.toBe(
              '',
            );
          }
          for (const { data } of await home.context().objects.list('device')) {
            const device = deviceSchema.parse(data);
            if (isPlayer(device))
              expect(device.state.volume).toSatisfy((volume: number) => volume >= 0 && volume <= 100);
          }
          await home.service.nameables(home.context());
        }
      }),
      { numRuns: 200 },
    );
  });

  it('running an action again that was carried out is the same as running it once', async () => {
    await fc.assert(
      fc.asyncProperty(
        level,
        fc.array(call, { maxLength: 4 }),
        call,
        async (start, before, { name, input }) => {
          const home = new TestHome({ level: start, objects: fourDevices });
          for (const [index, earlier] of before.entries())
            await home.perform(earlier.name, earlier.input, `call-${index}`);
          const first = await home.perform(name, input, 'last');
          fc.pre(first.status === 'done');
          const once = home.snapshot();
          const again = await home.recover(name, input, 'last');
          expect(again.status).toBe('done');
          expect(home.snapshot()).toEqual(once);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a relative change of volume moves every player by its step, up to the ends', async () => {
    const changes = fc.array(fc.record({ up: fc.boolean(), step: fc.integer({ min: 1, max: 60 }) }));
    await fc.assert(
      fc.asyncProperty(changes, async (steps) => {
        const home = new TestHome({ objects: fourDevices });
        let expected = 40;
        for (const [index, { up, step }] of steps.entries()) {
          expected = Math.min(100, Math.max(0, expected + (up ? step : -step)));
          const change = up ? 'up' : 'down';
          await home.perform('volume_control', { change, step, devices: ['kitchen'] }, `call-${index}`);
        }
        expect(home.state('kitchen')).toMatchObject({ volume: expected });
      }),
    );
  });

  it('a device over the limit is never changed by using it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
        const home = new TestHome({ level: 'basic', objects: fourDevices });
        const managed = ['device_remove', 'device_register', 'change_plan'];
        const before = ['hall', 'bedroom', 'heating'].map((id) => home.data('device', id));
        for (const [index, { name, input }] of calls.entries()) {
          if (!managed.includes(name)) await home.perform(name, input, `call-${index}`);
        }
        expect(['hall', 'bedroom', 'heating'].map((id) => home.data('device', id))).toEqual(before);
      }),
    );
  });
});
