import { BEDROOM, HALL, HEATING, KITCHEN } from '../home.ts';
import type { Lines, Scenario } from '../scenario.ts';

const call = (name: string, input: object = {}) => ({ call: name, input });
const up = call('volume_control', { change: 'up', devices: [KITCHEN] });

/** The customer says one thing, and the model answers with these calls and then some words. */
const oneTurn = (name: string, ...calls: readonly object[]): Scenario => ({
  name,
  lines: () => ({ 'please do': [calls, [{ text: 'There you are. Anything else?' }]] }) as Lines,
  play: (scene) => scene.say('please do'),
});

export const actionScenarios: readonly Scenario[] = [
  oneTurn('device_status', call('device_status', { devices: [KITCHEN] })),
  oneTurn('device_info', call('device_info')),
  oneTurn('plan_info', call('plan_info', { plan: 'premium' })),
  oneTurn('device_power of two', call('device_power', { devices: [HALL, HEATING], state: 'on' })),
  oneTurn('volume_control up', up),
  oneTurn('volume_control set', call('volume_control', { change: 'set', level: 70, devices: [BEDROOM] })),
  oneTurn('device_relocation', call('device_relocation', { devices: [KITCHEN], room: 'bedroom' })),
  oneTurn(
    'music_services play',
    call('music_services', { operation: 'play', music: 'rock', devices: [BEDROOM] }),
  ),
  oneTurn('music_services next', call('music_services', { operation: 'next' })),
  oneTurn('multi_room_audio', call('multi_room_audio', { music: 'pop' })),
  oneTurn('custom_actions list', call('custom_actions', { operation: 'list' })),
  oneTurn(
    'custom_actions delete',
    call('custom_actions', { operation: 'delete', routines: ['routine-morning'] }),
  ),
  oneTurn(
    'custom_actions create',
    call('custom_actions', {
      operation: 'create',
      name: 'Night',
      when: { at: '22:00', days: ['friday', 'saturday'] },
      calls: [{ action: 'device_power', input: { devices: [HALL], state: 'off' } }],
    }),
  ),
  oneTurn('device_register', call('device_register', { type: 'light', room: 'office', name: 'Desk lamp' })),
  oneTurn('request_human', call('request_human', { reason: 'The customer asked.' })),
  { ...oneTurn('send_letter', call('send_letter')), mayBeUnknown: true },
  { ...oneTurn('send_letter twice', call('send_letter'), call('send_letter')), mayBeUnknown: true },
  oneTurn('twice the same', up, up),
  oneTurn(
    'several in one message',
    call('device_power', { devices: [HALL], state: 'off' }),
    up,
    call('music_services', { operation: 'next' }),
    call('no_such_action'),
    call('device_power', { devices: ['somebody-elses'], state: 'off' }),
    { call: 'volume_control', input: '{"change": "sideways"' },
    call('device_info'),
  ),
  {
    ...oneTurn(
      'what the level does not allow',
      call('music_services', { operation: 'play', music: 'jazz' }),
      up,
    ),
    level: 'basic',
  },
  {
    name: 'several steps',
    lines: () => ({
      'good night': [
        [{ text: 'Let me see. ' }, call('device_status')],
        [{ text: 'I begin with the light. ' }, call('device_power', { devices: [HALL], state: 'off' })],
        [up, up],
        [{ text: 'Good night. Sleep well!' }],
      ],
    }),
    play: (scene) => scene.say('good night'),
  },
  {
    name: 'a burst',
    lines: () => ({
      louder: [[up]],
      'the heating': [[call('device_power', { devices: [HEATING], state: 'on' })]],
    }),
    play: async (scene) => {
      for (const text of ['louder', 'the heating', 'louder']) await scene.write(text);
      await scene.stage.settle();
    },
  },
  {
    name: 'turn after turn',
    lines: () => ({
      louder: [[up], [{ text: 'Better?' }]],
      hello: [[{ text: 'Hello! How can I help?' }]],
    }),
    play: async (scene) => {
      for (const text of ['hello', 'louder', 'louder']) await scene.say(text);
    },
  },
  {
    name: 'a message during the reply',
    lines: (scene) => {
      const again = scene.write('louder').catch(() => undefined);
      return {
        hello: [[{ text: 'One moment. ' }, { meanwhile: () => again }, up], [{ text: 'Hello.' }]],
        louder: [[up], [{ text: 'Better?' }]],
      };
    },
    play: (scene) => scene.say('hello'),
  },
];
