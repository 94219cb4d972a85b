import { HALL, KITCHEN } from '../home.ts';
import type { Lines, Scenario } from '../scenario.ts';

const lines = (): Lines => ({
  hello: [[{ text: 'Hello!' }]],
  'every evening': [
    [
      {
        call: 'custom_actions',
        input: {
          operation: 'create',
          name: 'Evening',
          when: { at: '19:00', days: ['tuesday'] },
          calls: [
            { action: 'device_power', input: { devices: [HALL], state: 'off' } },
            { action: 'volume_control', input: { devices: [KITCHEN], change: 'down' } },
          ],
        },
      },
    ],
    [{ text: 'Sleep well.' }],
  ],
  louder: [[{ call: 'volume_control', input: { change: 'up', devices: [KITCHEN] } }], [{ text: 'Better?' }]],
});

export const routineScenarios: readonly Scenario[] = [
  {
    name: 'routine fires where it was set up',
    lines,
    play: async (scene) => {
      await scene.say('hello');
      await scene.routine();
    },
  },
  {
    name: 'routine is set up and fires, twice for one time',
    lines,
    play: async (scene) => {
      await scene.say('every evening');
      await scene.timers();
      await scene.timers();
    },
  },
  { name: 'routine fires where nobody has spoken', lines, play: (scene) => scene.routine() },
  {
    name: 'routine that the level no longer includes',
    level: 'premium',
    lines,
    play: (scene) => scene.routine(),
  },
  {
    name: 'routine fires while the bot has to answer',
    lines,
    play: async (scene) => {
      await scene.say('hello');
      await scene.write('louder');
      await scene.routine();
    },
  },
  {
    name: 'routine fires while a person holds the conversation',
    lines,
    play: async (scene) => {
      await scene.say('hello');
      await scene.operate('takeOver');
      await scene.routine();
    },
  },
  {
    name: 'routine fires, a person takes over, and it fires again for the same time',
    lines,
    play: async (scene) => {
      await scene.say('hello');
      await scene.routine(() => scene.operate('takeOver'));
    },
  },
];
