import type { JsonObject } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import { device, playing } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'enterprise') => new TestHome({ level, objects: fourDevices });
const paused = { what: 'jazz', track: 3, paused: true };

describe('music_services', () => {
  it.each<[JsonObject, string]>([
    [{ operation: 'play', music: 'rock', devices: ['bedroom'] }, 'Bedroom display is playing rock.'],
    [
      { operation: 'play', music: 'some Jazz music', devices: ['bedroom'] },
      'Bedroom display is playing jazz.',
    ],
    [
      { operation: 'play', music: 'Air', devices: ['kitchen', 'bedroom'] },
      'Kitchen speaker and Bedroom display are playing Air.',
    ],
    [{ operation: 'play', music: 'rock' }, 'Kitchen speaker is playing rock.'],
    [{ operation: 'pause' }, 'Kitchen speaker is paused.'],
    [{ operation: 'next' }, 'Kitchen speaker is playing jazz, track 4.'],
    [{ operation: 'previous' }, 'Kitchen speaker is playing jazz, track 2.'],
    [{ operation: 'stop' }, 'Kitchen speaker is no longer playing.'],
    [
      { operation: 'stop', devices: ['kitchen', 'bedroom'] },
      'Kitchen speaker and Bedroom display are no longer playing.',
    ],
    [{ operation: 'next', devices: ['bedroom'] }, 'failed: Bedroom display is not playing anything.'],
    [{ operation: 'pause', devices: ['bedroom'] }, 'failed: Bedroom display is not playing anything.'],
    [{ operation: 'play', music: 'rock', devices: ['hall'] }, 'failed: Hall light plays no music.'],
    [
      { operation: 'play', devices: ['bedroom'] },
      'failed: Bedroom display has nothing paused; tell me what to play.',
    ],
  ])('%j: %s', async (input, words) => {
    expect(await home().say('music_services', input)).toBe(words);
  });

  it.each(['resume', 'play'])('%s goes on with what was paused', async (operation) => {
    const test = new TestHome({
      objects: [
        device('1', 'speaker', 'Sonos', 'kitchen', { music: paused }),
        device('2', 'speaker', 'Bose', 'bedroom'),
      ],
    });
    expect(await test.say('music_services', { operation })).toBe('Sonos is playing jazz.');
    expect(test.state('1')).toMatchObject({ music: { track: 3, paused: false } });
  });

  it('switches a player on to play', async () => {
    const test = new TestHome({
      level: 'premium',
      objects: [device('1', 'display', 'TV', 'hall', { on: false })],
    });
    await test.perform('music_services', { operation: 'play', music: 'jazz' });
    expect(test.state('1')).toMatchObject({ on: true, music: { what: 'jazz', track: 1, paused: false } });
  });

  it('has no track before the first', async () => {
    const test = new TestHome({
      objects: [device('1', 'speaker', 'Sonos', 'hall', { music: playing('jazz') })],
    });
    expect(await test.say('music_services', { operation: 'previous' })).toBe(
      'Sonos is playing jazz, track 1.',
    );
  });

  it('skips on all players that play the same', async () => {
    const test = new TestHome({
      objects: [
        device('1', 'speaker', 'Sonos', 'kitchen', { music: playing('jazz') }),
        device('2', 'speaker', 'Bose', 'bedroom', { music: playing('jazz') }),
      ],
    });
    expect(await test.say('music_services', { operation: 'next' })).toBe(
      'Sonos and Bose are playing jazz, track 2.',
    );
  });

  it('finds nothing to stop where nothing plays', async () => {
    const test = new TestHome({ objects: [device('1', 'speaker', 'Sonos', 'kitchen')] });
    expect(await test.say('music_services', { operation: 'stop' })).toBe('Nothing is playing.');
  });

  it('two skips are two, the same one again is none', async () => {
    const test = home();
    await test.perform('music_services', { operation: 'next' }, 'first');
    await test.perform('music_services', { operation: 'next' }, 'second');
    await test.recover('music_services', { operation: 'next' }, 'second');
    expect(test.state('kitchen')).toMatchObject({ music: { track: 5 } });
  });

  it('is not on basic, and not for players over the limit', async () => {
    expect(await home('basic').perform('music_services', { operation: 'pause' })).toMatchObject({
      requiredLevel: 'premium',
    });
    const test = new TestHome({
      level: 'premium',
      objects: ['1', '2', '3', '4'].map((id) => device(id, 'speaker', `Speaker ${id}`, 'hall')),
    });
    expect(
      await test.perform('music_services', { operation: 'play', music: 'jazz', devices: ['4'] }),
    ).toMatchObject({
      status: 'denied',
      requiredLevel: 'enterprise',
    });
  });
});
