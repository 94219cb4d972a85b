import type { JsonObject } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import { device, playing } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'enterprise') => new TestHome({ level, objects: fourDevices });

describe('volume_control', () => {
  it.each<[JsonObject, string]>([
    [{ change: 'set', level: 55, devices: ['kitchen'] }, 'Kitchen speaker is at volume 55.'],
    [{ change: 'set', level: 100, devices: ['kitchen'] }, 'Kitchen speaker is at full volume, 100.'],
    [{ change: 'set', level: 0, devices: ['kitchen'] }, 'Kitchen speaker is at volume 0.'],
    [{ change: 'up', devices: ['kitchen'] }, 'Kitchen speaker is at volume 50.'],
    [{ change: 'up', step: 25, devices: ['kitchen'] }, 'Kitchen speaker is at volume 65.'],
    [{ change: 'up', step: 99, devices: ['kitchen'] }, 'Kitchen speaker is at full volume, 100.'],
    [{ change: 'down', devices: ['kitchen'] }, 'Kitchen speaker is at volume 30.'],
    [{ change: 'down', step: 99, devices: ['kitchen'] }, 'Kitchen speaker is at volume 0.'],
    [{ change: 'mute', devices: ['kitchen'] }, 'Kitchen speaker is muted.'],
    [{ change: 'unmute', devices: ['kitchen'] }, 'Kitchen speaker is no longer muted, at volume 40.'],
    [
      { change: 'set', level: 5, devices: ['kitchen', 'bedroom'] },
      'Kitchen speaker and Bedroom display are at volume 5.',
    ],
    [
      { change: 'up', devices: ['kitchen', 'bedroom'] },
      'Kitchen speaker is at volume 50. Bedroom display is at volume 30.',
    ],
  ])('%j: %s', async (input, words) => {
    expect(await home().say('volume_control', input)).toBe(words);
  });

  it('means the player that plays where none is named', async () => {
    expect(await home().say('volume_control', { change: 'up' })).toBe('Kitchen speaker is at volume 50.');
  });

  it('means the only player of a home', async () => {
    const test = new TestHome({
      level: 'basic',
      objects: [device('1', 'speaker', 'Sonos', 'bedroom', { volume: 20 })],
    });
    expect(await test.say('volume_control', { change: 'down' })).toBe('Sonos is at volume 10.');
  });

  it('asks where it is open which is meant', async () => {
    const quiet = [
      device('1', 'speaker', 'Speaker', 'kitchen'),
      device('2', 'speaker', 'Speaker', 'bedroom'),
      device('3', 'display', 'TV', 'living room'),
    ];
    expect(await new TestHome({ objects: quiet }).say('volume_control', { change: 'up' })).toBe(
      'failed: Which one do you mean: Speaker in the kitchen, Speaker in the bedroom or TV?',
    );
    const loud = [
      device('1', 'speaker', 'Sonos', 'kitchen', { music: playing('jazz') }),
      device('2', 'speaker', 'Bose', 'bedroom', { music: playing('rock') }),
      device('3', 'display', 'TV', 'living room'),
    ];
    expect(await new TestHome({ objects: loud }).say('volume_control', { change: 'up' })).toBe(
      'failed: Which one do you mean: Sonos or Bose?',
    );
  });

  it('names the plan that has room for a player, where none is within the limit', async () => {
    const objects = [
      device('1', 'light', 'Lamp', 'hall'),
      device('2', 'speaker', 'Sonos', 'kitchen'),
      device('3', 'light', 'Candle', 'kitchen'),
      device('4', 'display', 'TV', 'living room'),
    ];
    const over = new TestHome({ level: 'basic', objects });
    expect(await over.say('volume_control', { change: 'up' })).toBe(
      'denied: Sonos is over the limit of your Basic plan (1 device). Premium has room for 3 devices; or remove an older device to use Sonos.',
    );
  });

  it('says when a home has no player', async () => {
    const test = new TestHome({ objects: [device('1', 'light', 'Lamp', 'hall')] });
    expect(await test.say('volume_control', { change: 'mute' })).toBe(
      'failed: There is no speaker or display in this home that I could use.',
    );
  });

  it('asks for the volume it is to set', async () => {
    expect(await home().say('volume_control', { change: 'set' })).toBe(
      'failed: Which volume, from 0 to 100?',
    );
  });

  it('says that a light has no volume', async () => {
    expect(await home().say('volume_control', { change: 'up', devices: ['hall'] })).toBe(
      'failed: Hall light has no volume.',
    );
    expect(await home().say('volume_control', { change: 'up', devices: ['hall', 'kitchen'] })).toBe(
      'Kitchen speaker is at volume 50. Hall light has no volume.',
    );
  });

  it('any change of the volume ends muting', async () => {
    const test = home();
    await test.perform('volume_control', { change: 'mute', devices: ['kitchen'] }, 'first');
    await test.perform('volume_control', { change: 'up', devices: ['kitchen'] }, 'second');
    expect(test.state('kitchen')).toMatchObject({ muted: false, volume: 50 });
  });

  it('refuses a player over the limit', async () => {
    expect(
      await home('basic').perform('volume_control', { change: 'up', devices: ['bedroom'] }),
    ).toMatchObject({
      status: 'denied',
      requiredLevel: 'premium',
    });
  });

  it('adds to what another has set meanwhile', async () => {
    const test = home();
    let others = 1;
    test.beforeWrite = () => {
      if (others-- > 0) {
        test.put('device', 'kitchen', {
          ...test.data('device', 'kitchen'),
          state: { on: true, volume: 70, muted: false, music: null },
        });
      }
    };
    expect(await test.say('volume_control', { change: 'up', devices: ['kitchen'] })).toBe(
      'Kitchen speaker is at volume 80.',
    );
  });

  it('two calls are two effects, the same call again is none', async () => {
    const test = home();
    const up = { change: 'up', devices: ['kitchen'] };
    await test.perform('volume_control', up, 'first');
    await test.perform('volume_control', up, 'second');
    expect(test.state('kitchen')).toMatchObject({ volume: 60 });
    expect(await test.recover('volume_control', up, 'second')).toMatchObject({ status: 'done' });
    expect(test.state('kitchen')).toMatchObject({ volume: 60 });
  });

  it('a call that was never begun is known not to have happened', async () => {
    const test = home();
    const check = test.action('volume_control').check?.({ change: 'up' }, test.context());
    expect(await check).toBe('not-done');
  });

  it('a change that was made is found, though by now it is open which player was meant', async () => {
    const test = home();
    await test.perform('volume_control', { change: 'up' });
    test.put('device', 'kitchen', {
      ...test.data('device', 'kitchen'),
      state: { on: true, volume: 50, muted: false, music: null },
    });
    expect(await test.recover('volume_control', { change: 'up' })).toMatchObject({ status: 'done' });
    expect(test.state('kitchen')).toMatchObject({ volume: 50 });
    expect(test.state('bedroom')).toMatchObject({ volume: 20 });
  });
});
