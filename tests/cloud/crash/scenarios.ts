import type { Town } from './town.ts';

/** Something that happens between people and the bot, with the built-in model unless another is asked first. */
export interface CloudScenario {
  readonly name: string;
  /** Why what the customer reads may be another after a crash; what has come about may not. */
  readonly mayReadOtherwise?: string;
  /** The call at which the worker dies; those after it fail too. What is tried is how that ends. */
  readonly deadly?: string;
  readonly play: (town: Town) => Promise<void>;
}

/** Speaks once, acts, and fails when it is told what came of it. */
const FAILS_AFTER_AN_ACTION: Parameters<Town['asks']>[0] = ({ body }) =>
  JSON.stringify(body).includes('"role":"tool"')
    ? { reply: { parts: [] }, fault: { kind: 'error', error: 'unauthorized', at: 'start' } }
    : {
        reply: {
          parts: [{ call: 'volume_control', input: { change: 'up', devices: ['speaker-kitchen'] } }],
        },
      };

export const cloudScenarios: readonly CloudScenario[] = [
  {
    name: 'an action that happens once',
    play: async (town) => {
      await town.say('turn up the kitchen speaker');
    },
  },
  {
    name: 'a burst of messages',
    mayReadOtherwise: 'One reply answers both, or each has its own.',
    play: async (town) => {
      await town.sayAnd('turn up the kitchen speaker', () => town.write('turn off the hall light', true));
    },
  },
  {
    name: 'a cancel in the middle of an action',
    mayReadOtherwise: 'How much the bot has said by then depends on who was faster.',
    play: async (town) => {
      await town.sayAnd('turn up the kitchen speaker', () => town.tell('cancel', {}, true));
    },
  },
  {
    name: 'a model that fails after an action',
    play: async (town) => {
      await town.asks(FAILS_AFTER_AN_ACTION);
      await town.say('turn up the kitchen speaker');
    },
  },
  {
    name: 'an approval',
    play: async (town) => {
      await town.say('change my plan to basic');
      await town.approve(true);
    },
  },
  {
    name: 'an approval is refused',
    play: async (town) => {
      await town.say('change my plan to basic');
      await town.approve(false);
    },
  },
  {
    name: 'a routine is set, fires, and is deleted',
    play: async (town) => {
      await town.say('turn off the hall light at 7 every evening');
      await town.fire();
      await town.say('delete all my routines');
    },
  },
  {
    name: 'a routine fires that the level no longer allows',
    play: async (town) => {
      await town.say('play rock in the kitchen at 7 every evening');
      await town.becomes('basic');
      await town.fire();
    },
  },
  {
    name: 'the customer asks for a person',
    play: async (town) => {
      await town.say('is the hall light on?');
      await town.tell('requestHuman', { reason: 'I am lost.' });
      await town.say('turn up the kitchen speaker');
    },
  },
  {
    name: 'a person takes over, answers and hands back',
    play: async (town) => {
      await town.say('is the hall light on?');
      await town.operate('takeOver');
      await town.write('turn up the kitchen speaker');
      await town.operate('reply', { text: 'I am here.' });
      await town.operate('handBack');
      await town.settle();
    },
  },
  {
    name: 'what nobody can begin is given up',
    deadly: 'Query',
    play: async (town) => {
      await town.say('turn up the kitchen speaker');
    },
  },
  {
    name: 'what nobody can end is given up',
    deadly: 'TransactWriteItems',
    play: async (town) => {
      await town.say('turn up the kitchen speaker');
    },
  },
];
