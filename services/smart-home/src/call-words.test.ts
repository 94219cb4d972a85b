import type { PlannedCall } from '@agentic-service-bot/bot/definition';
import { expect, it } from 'vitest';
import { callWords } from './call-words.ts';
import { loadHome } from './home.ts';
import { smartHome } from './index.ts';
import { fourDevices } from './testing/homes.ts';
import { TestHome } from './testing/test-home.ts';

const home = await loadHome(new TestHome({ objects: fourDevices }).context());

it.each<[string, PlannedCall['input'], string]>([
  ['device_power', { devices: ['hall'], state: 'on' }, 'turn on the hall light'],
  [
    'device_power',
    { devices: ['hall', 'kitchen'], state: 'off' },
    'turn off the kitchen speaker and the hall light',
  ],
  ['device_power', { devices: ['gone'], state: 'on' }, 'turn on devices that are no longer in this home'],
  [
    'volume_control',
    { change: 'set', level: 40, devices: ['kitchen'] },
    'set the volume of the kitchen speaker to 40',
  ],
  ['volume_control', { change: 'set', level: 40 }, 'set the volume of the music to 40'],
  ['volume_control', { change: 'mute', devices: ['bedroom'] }, 'mute the bedroom display'],
  ['volume_control', { change: 'unmute' }, 'unmute the music'],
  ['volume_control', { change: 'up', devices: ['kitchen'] }, 'turn the kitchen speaker up'],
  ['volume_control', { change: 'down', step: 5, devices: ['kitchen'] }, 'turn the kitchen speaker down by 5'],
  [
    'music_services',
    { operation: 'play', music: 'jazz', devices: ['kitchen'] },
    'play jazz on the kitchen speaker',
  ],
  ['music_services', { operation: 'pause' }, 'pause the music'],
  ['music_services', { operation: 'next' }, 'skip to the next song'],
  [
    'music_services',
    { operation: 'previous', devices: ['kitchen'] },
    'go back to the previous song on the kitchen speaker',
  ],
  ['multi_room_audio', {}, 'play the same music everywhere'],
  [
    'multi_room_audio',
    { music: 'jazz', devices: ['kitchen', 'bedroom'] },
    'play jazz on the kitchen speaker and the bedroom display',
  ],
  ['device_relocation', { devices: ['hall'], room: 'the attic' }, 'move the hall light to the attic'],
  ['device_status', { devices: ['hall'] }, 'tell the status of the hall light'],
  ['device_info', {}, 'list your devices'],
  ['plan_info', {}, 'plans'],
  ['gone_since', {}, 'gone_since'],
])('%s %j: %s', (action, input, words) => {
  expect(callWords({ action, input }, home, smartHome)).toBe(words);
});
