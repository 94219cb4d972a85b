import type { JsonObject } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import { device, playing } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'enterprise') => new TestHome({ level, objects: fourDevices });

describe('device_status', () => {
  it.each<[JsonObject, string]>([
    [{ devices: ['kitchen'] }, 'Kitchen speaker is on, playing jazz at volume 40.'],
    [{ devices: ['bedroom'] }, 'Bedroom display is on at volume 20.'],
    [{ devices: ['heating'] }, 'Hall thermostat is off.'],
    [{ devices: ['kitchen'], about: 'power' }, 'Kitchen speaker is on.'],
    [{ devices: ['kitchen'], about: 'music' }, 'Kitchen speaker is playing jazz.'],
    [{ devices: ['bedroom'], about: 'music' }, 'Bedroom display is not playing anything.'],
    [{ devices: ['kitchen'], about: 'volume' }, 'Kitchen speaker is at volume 40.'],
    [{ devices: ['hall'], about: 'music' }, 'Hall light is on.'],
    [{ devices: ['hall'], about: 'volume' }, 'Hall light is on.'],
    [{ about: 'power' }, 'Kitchen speaker, Hall light and Bedroom display are on. Hall thermostat is off.'],
    [{ about: 'music' }, 'Kitchen speaker is playing jazz. Bedroom display is not playing anything.'],
  ])('%j: %s', async (input, words) => {
    expect(await home().say('device_status', input)).toBe(words);
  });

  it.each<[string, JsonObject, string]>([
    ['off', { on: false }, 'off'],
    ['muted', { muted: true }, 'on and muted'],
    ['paused', { music: { what: 'jazz', track: 1, paused: true } }, 'on with jazz paused, at volume 30'],
    [
      'paused, muted',
      { muted: true, music: { what: 'jazz', track: 1, paused: true } },
      'on with jazz paused, muted',
    ],
    ['playing, muted', { muted: true, music: playing('jazz') }, 'on, playing jazz, muted'],
  ])('describes a player that is %s', async (_, state, words) => {
    const test = new TestHome({ objects: [device('1', 'speaker', 'Sonos', 'hall', state)] });
    expect(await test.say('device_status', {})).toBe(`Sonos is ${words}.`);
  });

  it.each<[string, JsonObject, 'music' | 'volume', string]>([
    ['paused', { music: { what: 'jazz', track: 1, paused: true } }, 'music', 'paused, with jazz'],
    ['muted', { muted: true }, 'volume', 'muted'],
    ['off', { on: false }, 'volume', 'off'],
  ])('answers of a player that is %s what was asked', async (_, state, about, words) => {
    const test = new TestHome({ objects: [device('1', 'speaker', 'Sonos', 'hall', state)] });
    expect(await test.say('device_status', { about })).toBe(`Sonos is ${words}.`);
  });

  it('says what is over the limit', async () => {
    expect(await home('basic').say('device_status', { devices: ['hall'] })).toBe(
      'Hall light is on, but over the limit of your plan.',
    );
  });

  it('says so of an empty home', async () => {
    expect(await new TestHome().say('device_status', {})).toBe('There are no devices in this home yet.');
  });
});
