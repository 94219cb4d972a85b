import {
  daily,
  home,
  human,
  info,
  lights,
  move,
  music,
  planInfo,
  planned,
  power,
  register,
  remove,
  routine,
  status,
  type Dialogue,
} from './expected.ts';

const { livingLight, kitchenLight, bedroomLamp, kitchenSpeaker, garden, tv } = home;

/** Conversations in which a word comes late, or asks what was done. */
export const secondThoughtsDialogues: readonly Dialogue[] = [
  {
    title: 'a yes after a question in between is asked for again',
    customer: 'cust_003',
    turns: [
      ['remove the bedroom lamp', [remove(bedroomLamp)]],
      ['what devices do I have?', [info]],
      ['yes', [remove(bedroomLamp)]],
      ['is the bedroom lamp on?', [status('power', bedroomLamp)]],
      ['ok do it', [remove(bedroomLamp)]],
    ],
  },
  {
    title: 'a no to what waits for a yes',
    customer: 'cust_003',
    turns: [
      ['remove the bedroom lamp', [remove(bedroomLamp)]],
      ['what would premium cost?', [planInfo('premium')]],
      ['actually no', /^All right, nothing was changed\.$/u],
      ['yes', /^Gladly/u],
    ],
  },
  {
    title: 'waits at what waits for a yes',
    customer: 'cust_003',
    turns: [
      ['remove the bedroom lamp', [remove(bedroomLamp)]],
      ['no wait', /Nothing was changed/u],
      ['hold on a second', /Nothing was changed/u],
      ['turn on the TV', [power('on', tv)]],
      ['yes', /^Gladly/u],
    ],
  },
  {
    title: 'what was done',
    customer: 'cust_003',
    turns: [
      ['what did you do?', /^Nothing yet/u],
      ['turn off the kitchen light', [power('off', kitchenLight)]],
      ['what have you just done?', /^What came of it last: “Kitchen light is off”\.$/u],
      ['is it on?', [status('power', kitchenLight)]],
      ['did it work?', /^Yes: “Kitchen light is off”\.$/u],
      ['remove the kitchen light', [remove(kitchenLight)]],
      ['have you done it?', /^Not yet: “That waits for your yes”\.$/u],
    ],
  },
  {
    title: 'something new after a move is no move',
    customer: 'cust_005',
    turns: [
      ['move the coffee machine to the bathroom', [move('bathroom', 'switch-1')]],
      ['make me a coffee', 'words'],
      ['put it back to how it was before', 'words'],
      ['get me some coffee', 'words'],
    ],
  },
  {
    title: 'a correction of where to',
    customer: 'cust_003',
    turns: [
      ['move the kitchen speaker to the hall', [move('hall', kitchenSpeaker)]],
      ['no, to the office', [move('office', kitchenSpeaker)]],
    ],
  },
  {
    title: 'a time that no routine has, and one that it has',
    customer: 'cust_003',
    turns: [
      ['turn on the kitchen light every evening at sunset', 'question'],
      ['ok at 8 then', [planned({ at: '20:00', days: daily }, power('on', kitchenLight))]],
      ['8pm', /^That is the time it has/u],
      ['9pm', /^I can’t change “Evening routine”/u],
      ['and at 11 pm too', [planned({ at: '23:00', date: '2026-03-02' }, power('on', kitchenLight))]],
    ],
  },
  {
    title: 'an answer that says more than was asked',
    customer: 'cust_007',
    turns: [
      ['add a speaker', 'question'],
      [
        'a speaker in the living room called Big Ben',
        [register({ type: 'speaker', room: 'living room', name: 'Big Ben' })],
      ],
    ],
  },
  {
    title: 'an answer that says it all again',
    customer: 'cust_007',
    turns: [
      ['add a lamp', 'question'],
      ['a lamp in the hall', [register({ type: 'light', room: 'hall' })]],
    ],
  },
  {
    title: 'other music',
    customer: 'cust_003',
    turns: [
      ['play jazz in the kitchen', [music({ operation: 'play', music: 'jazz', devices: [kitchenSpeaker] })]],
      [
        'play taylor swift instead',
        [music({ operation: 'play', music: 'Taylor Swift', devices: [kitchenSpeaker] })],
      ],
      ['play something else', [music({ operation: 'next', devices: [kitchenSpeaker] })]],
    ],
  },
  {
    title: 'another language, again and again',
    customer: 'cust_003',
    turns: [
      ['asdf qwer', 'words'],
      ['mach das licht aus', /only understand English/u],
      ['ありがとう', /only understand English/u],
      ['turn off the kitchen light', [power('off', kitchenLight)]],
    ],
  },
  {
    title: 'nobody there yet',
    customer: 'cust_003',
    turns: [
      ['let me talk to a person', [human]],
      ['hello? is anyone there', /was asked for and has not written yet/u],
      ['turn on the TV', [power('on', tv)]],
      ['are you there?', /was asked for/u],
      ['hello', /^Hello/u],
      ['is anyone there?', /a program, not a person/u],
    ],
  },
  {
    title: 'nobody is spoken of as still to come long after',
    customer: 'cust_003',
    turns: [
      ['let me talk to a person', [human]],
      ['turn on the TV', [power('on', tv)]],
      ['hello', /^Hello/u],
      ['turn off the TV', [power('off', tv)]],
      ['are you there?', /a program, not a person/u],
    ],
  },
  ...[
    ['the kitchen one', kitchenLight],
    ['the one in the kitchen', kitchenLight],
    ['in the kitchen', kitchenLight],
    ['kitchen and bedroom', kitchenLight, bedroomLamp],
    ['the living room please', livingLight],
    ['all but the kitchen one', livingLight, bedroomLamp, garden],
    ['all of them except the kitchen and the garden', livingLight, bedroomLamp],
  ].map(([answer = '', ...devices]): Dialogue => ({
    title: `which light: ${answer}`,
    customer: 'cust_003',
    turns: [
      ['turn on the light', 'question'],
      [answer, [power('on', ...devices)]],
    ],
  })),
  {
    title: 'a question back is no answer',
    customer: 'cust_003',
    turns: [
      ['turn on the light', 'question'],
      ['which one is in the kitchen?', 'read'],
    ],
  },
  {
    title: 'all but one is not that one',
    customer: 'cust_003',
    turns: [
      ['remove the light', 'question'],
      ['all but the kitchen one', 'question'],
      ['the garden one', [remove(garden)]],
      ['all except the kitchen one', 'words'],
    ],
  },
  {
    title: 'an answer that says where to as well',
    customer: 'cust_003',
    turns: [
      ['move the light', 'question'],
      ['the kitchen one to the bedroom', [move('bedroom', kitchenLight)]],
    ],
  },
  {
    title: 'all of them, of those spoken of',
    customer: 'cust_003',
    turns: [
      ['turn off the kitchen light', [power('off', kitchenLight)]],
      ['all of them', [power('off', ...lights)]],
    ],
  },
  {
    title: 'another place for what was moved',
    customer: 'cust_003',
    turns: [
      ['move the kitchen speaker to the bedroom', [move('bedroom', kitchenSpeaker)]],
      ['no, the office', [move('office', kitchenSpeaker)]],
    ],
  },
  {
    title: 'a condition, and then now',
    customer: 'cust_003',
    turns: [
      ['turn on the kitchen light if it is dark', 'question'],
      ['yes', [power('on', kitchenLight)]],
    ],
  },
  {
    title: 'routines that were listed',
    customer: 'cust_008',
    turns: [
      ['what routines do I have?', [routine({ operation: 'list' })]],
      ['make the first one start at 8', /^I can’t change “Morning routine”/u],
      ['change it to 9 pm', /^I can’t change “Morning routine”/u],
      ['skip tomorrow', /nor leave it out for a day/u],
    ],
  },
];
