import { KITCHEN } from '../home.ts';
import type { Lines, Scenario } from '../scenario.ts';

const lines = (): Lines => ({
  hello: [[{ text: 'Hello!' }]],
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
];
