import type { Town } from './town.ts';

/** Something that happens between people and the bot, with the built-in model. */
export interface CloudScenario {
  readonly name: string;
  /** Why what the customer reads may be another after a crash; what has come about may not. */
  readonly mayReadOtherwise?: string;
  readonly play: (town: Town) => Promise<void>;
}

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
      await town.write('turn up the kitchen speaker');
      await town.write('turn off the hall light');
      await town.settle();
    },
  },
  {
    name: 'an approval',
    play: async (town) => {
      await town.say('change my plan to basic');
      await town.approve();
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
];
