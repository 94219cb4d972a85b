import type { JsonObject } from '@agentic-service-bot/bot/definition';
import { Claims } from '@agentic-service-bot/bot/testing';
import { describe, expect, it } from 'vitest';
import { smartHome } from './index.ts';
import { fourDevices } from './testing/homes.ts';
import { TestHome } from './testing/test-home.ts';

const claims = new Claims(smartHome);

/** One of these actions is claimed to have been done. */
const claimedBy = (text: string): string[] => [...(claims.unfounded(text, new Set()) ?? [])];

describe('what claims that something was done', () => {
  it.each([
    ['device_power', 'I’ve turned the kitchen light off.'],
    ['device_power', 'Sure, the hall light has been switched on.'],
    ['device_power', 'Turned off everything in the office.'],
    ['device_power', 'The heating is now off.'],
    ['volume_control', "I've set the volume to 40."],
    ['volume_control', 'I turned it up to 50.'],
    ['volume_control', 'Muted the bedroom display.'],
    ['device_relocation', 'I have moved your speaker to the bedroom.'],
    ['music_services', 'The kitchen speaker is now playing jazz. Enjoy!'],
    ['music_services', 'Paused it.'],
    ['music_services', 'Skipped the song.'],
    ['multi_room_audio', 'I’ve started jazz in every room.'],
    ['custom_actions', 'I have set up a routine for 7 every morning.'],
    ['custom_actions', 'Your morning routine has been deleted.'],
    ['device_register', 'I added the lamp in the hall.'],
    ['device_remove', 'I just removed the hall light.'],
    ['change_plan', 'I have upgraded you to Premium.'],
    ['change_plan', 'You are now on Premium.'],
  ])('%s: %s', (action, sentence) => {
    expect(claimedBy(sentence)).toContain(action);
  });

  it.each([
    'The kitchen light is on.',
    'Kitchen speaker is on, playing jazz at volume 40.',
    'You can set the volume from 0 to 100.',
    'Premium adds moving devices and music.',
    'I can turn it off for you.',
    'Tell me what to add.',
  ])('not: %s', (sentence) => {
    expect(claimedBy(sentence)).toEqual([]);
  });
});

describe('a receipt', () => {
  it.each<[string, JsonObject]>([
    ['device_status', {}],
    ['device_status', { about: 'music' }],
    ['device_status', { about: 'volume' }],
    ['device_status', { about: 'power' }],
    ['device_info', {}],
    ['plan_info', {}],
    ['plan_info', { plan: 'basic' }],
    ['device_power', { devices: ['hall', 'kitchen'], state: 'off' }],
    ['volume_control', { change: 'up' }],
    ['device_relocation', { devices: ['hall'], room: 'office' }],
    ['music_services', { operation: 'next' }],
    ['multi_room_audio', {}],
    ['device_register', { type: 'light', room: 'attic' }],
    ['device_remove', { device: 'hall' }],
    ['change_plan', { plan: 'basic' }],
    ['request_human', {}],
  ])('of %s %j claims nothing but its own', async (name, input) => {
    const words = await new TestHome({ objects: fourDevices }).say(name, input);
    const claimed = claimedBy(words);
    expect(claimed.length === 0 || claimed.includes(name)).toBe(true);
  });
});
