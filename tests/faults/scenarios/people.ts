import { HALL, KITCHEN } from '../home.ts';
import { once, type Lines, type Scenario } from '../scenario.ts';

const up = { call: 'volume_control', input: { change: 'up', devices: [KITCHEN] } };
const water = { call: 'water_plants' };
const remove = { call: 'device_remove', input: { device: HALL } };

const SAID_BY_THEN = 'how much the bot has said by then depends on who was faster';

const quiet = (): Lines => ({
  louder: [[up], [{ text: 'Better?' }]],
  'remove the hall light': [[remove]],
  hello: [[{ text: 'Hello!' }]],
});

export const peopleScenarios: readonly Scenario[] = [
  {
    name: 'cancel while the model speaks',
    lines: (scene) => {
      const cancel = once(() => scene.tell('cancel'));
      return { louder: [[{ text: 'I turn it up. One moment. ' }, { meanwhile: cancel }, up]] };
    },
    play: (scene) => scene.say('louder'),
    mayReadOtherwise: SAID_BY_THEN,
  },
  {
    name: 'cancel after an action',
    lines: (scene) => {
      const cancel = once(() => scene.tell('cancel'));
      return { louder: [[up], [{ text: 'It is done. ' }, { meanwhile: cancel }, up]] };
    },
    play: (scene) => scene.say('louder'),
    mayReadOtherwise: SAID_BY_THEN,
  },
  {
    name: 'cancel during an action',
    lines: () => ({ 'the plants': [[water], [{ text: 'And now?' }]] }),
    duringAction: (scene) => scene.tell('cancel'),
    play: (scene) => scene.say('the plants'),
    mayReadOtherwise: SAID_BY_THEN,
  },
  {
    name: 'take-over during an action',
    lines: () => ({ 'the plants': [[water], [{ text: 'And now?' }]] }),
    duringAction: (scene) => scene.operate('takeOver'),
    play: (scene) => scene.say('the plants'),
    mayReadOtherwise: SAID_BY_THEN,
  },
  {
    name: 'cancel before anybody begins',
    lines: quiet,
    play: async (scene) => {
      await scene.write('louder');
      await scene.tell('cancel');
      await scene.stage.settle();
    },
  },
  {
    name: 'hand-off asked for by a button',
    lines: quiet,
    play: async (scene) => {
      await scene.say('hello');
      await scene.tell('requestHuman', { reason: 'I am lost.' });
      await scene.say('louder');
    },
  },
  {
    name: 'take-over, reply, hand-back',
    lines: quiet,
    play: async (scene) => {
      await scene.say('hello');
      await scene.operate('takeOver');
      await scene.write('louder');
      await scene.operate('reply', { text: 'I am looking into it.' });
      await scene.write('louder');
      await scene.stage.settle();
      await scene.operate('handBack');
      await scene.stage.settle();
    },
  },
  {
    name: 'take-over while the model speaks',
    lines: (scene) => {
      const takeOver = once(() => scene.operate('takeOver'));
      return { ...quiet(), louder: [[{ text: 'I turn it up. One moment. ' }, { meanwhile: takeOver }, up]] };
    },
    play: async (scene) => {
      await scene.say('louder');
      await scene.operate('handBack');
      await scene.say('hello');
    },
    mayReadOtherwise: SAID_BY_THEN,
  },
  {
    name: 'take-over while an approval is open',
    lines: quiet,
    play: async (scene) => {
      await scene.say('remove the hall light');
      await scene.operate('takeOver');
      await scene.operate('handBack');
      await scene.say('yes');
    },
  },
  {
    name: 'take-over before anybody begins',
    lines: quiet,
    play: async (scene) => {
      await scene.write('louder');
      await scene.operate('takeOver');
      await scene.stage.settle();
      await scene.operate('reply', { text: 'I see to it.' });
    },
  },
  {
    name: 'close while an approval is open',
    lines: quiet,
    play: async (scene) => {
      await scene.say('remove the hall light');
      await scene.operate('takeOver');
      await scene.operate('close');
      await scene.say('yes');
    },
  },
  {
    name: 'close, and write again',
    lines: quiet,
    play: async (scene) => {
      await scene.say('hello');
      await scene.write('louder');
      await scene.operate('close');
      await scene.stage.settle();
      await scene.say('louder');
    },
  },
  {
    name: 'a rating',
    lines: quiet,
    play: async (scene) => {
      await scene.say('hello');
      await scene.tell('rate', { messageId: 'any', rating: 'up', comment: 'Nice.' });
    },
  },
  {
    name: 'the bot is paused',
    lines: quiet,
    play: async (scene) => {
      const { pauses } = scene.stage.world.ports;
      const pause = { level: 'enterprise', reason: 'Back in an hour.' };
      await pauses.set(pause);
      await scene.say('louder');
      await pauses.clear(pause);
      await scene.say('louder');
    },
  },
];
