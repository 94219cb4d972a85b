import { describe, expect, it } from 'vitest';
import { device, playing } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const home = (level = 'enterprise') => new TestHome({ level, objects: fourDevices });

describe('multi_room_audio', () => {
  it('brings what is playing to every player', async () => {
    const test = home();
    expect(await test.say('multi_room_audio', {})).toBe(
      'Kitchen speaker and Bedroom display are playing jazz.',
    );
    expect(test.state('bedroom')).toMatchObject({
      on: true,
      music: { what: 'jazz', track: 3, paused: false },
    });
  });

  it('starts music on all, or on those that are named', async () => {
    expect(await home().say('multi_room_audio', { music: 'rock' })).toBe(
      'Kitchen speaker and Bedroom display are playing rock.',
    );
    expect(
      await home().say('multi_room_audio', { music: 'rock', devices: ['kitchen', 'bedroom', 'hall'] }),
    ).toBe('Kitchen speaker and Bedroom display are playing rock. Hall light plays no music.');
  });

  it('takes what is paused if nothing plays', async () => {
    const test = new TestHome({
      objects: [
        device('1', 'speaker', 'Sonos', 'kitchen'),
        device('2', 'speaker', 'Bose', 'bedroom', { music: { what: 'soul', track: 2, paused: true } }),
      ],
    });
    expect(await test.say('multi_room_audio', {})).toBe('Sonos and Bose are playing soul.');
  });

  it('asks which music where there is none or several', async () => {
    const quiet = new TestHome({ objects: fourDevices });
    await quiet.perform('music_services', { operation: 'stop' });
    expect(await quiet.say('multi_room_audio', {})).toBe(
      'failed: Nothing is playing now. What would you like to hear everywhere?',
    );
    const loud = new TestHome({
      objects: [
        device('1', 'speaker', 'Sonos', 'kitchen', { music: playing('jazz') }),
        device('2', 'speaker', 'Bose', 'bedroom', { music: playing('rock') }),
      ],
    });
    expect(await loud.say('multi_room_audio', {})).toBe(
      'failed: Which music should play everywhere: jazz or rock?',
    );
  });

  it('takes two players', async () => {
    const test = new TestHome({ objects: [device('1', 'speaker', 'Sonos', 'kitchen')] });
    expect(await test.say('multi_room_audio', { music: 'jazz' })).toBe(
      'failed: This takes two speakers or displays at least.',
    );
    expect(await home().say('multi_room_audio', { music: 'jazz', devices: ['kitchen'] })).toBe(
      'failed: This takes two speakers or displays at least.',
    );
  });

  it('is on enterprise alone', async () => {
    expect(await home('premium').perform('multi_room_audio', {})).toMatchObject({
      requiredLevel: 'enterprise',
    });
  });
});
