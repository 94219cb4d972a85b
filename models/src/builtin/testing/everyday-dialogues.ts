import {
  changePlan,
  daily,
  home,
  human,
  info,
  move,
  music,
  planInfo,
  planned,
  power,
  register,
  remove,
  routine,
  status,
  volume,
  type Dialogue,
} from './expected.ts';

const { kitchenLight, bedroomLamp, garden, thermostat, tv, kitchenSpeaker } = home;

/** Conversations as newcomers have them: with corrections, answers that are none, and changes of mind. */
export const everydayDialogues: readonly Dialogue[] = [
  {
    title: 'a routine that is not there, and a yes that answers nothing',
    customer: 'cust_008',
    turns: [
      ['delete the garden routine', /could not find “the garden routine”\. Which routine/u],
      ['yes', /^I need to know a little more for that\. Which routine: Morning routine or Good night\?$/u],
      ['the morning one', [routine({ operation: 'delete', routines: ['morning'] })]],
    ],
  },
  {
    title: 'a yes to the only one there is',
    customer: 'cust_006',
    turns: [
      ['delete the garden routine', /There is Evening light\.$/u],
      ['yes', [routine({ operation: 'delete', routines: ['evening'] })]],
    ],
  },
  {
    title: 'something that nobody has',
    customer: 'cust_008',
    turns: [
      ['delete my toaster', /could not find “my toaster”\. Which device/u],
      ['never mind', 'words'],
    ],
  },
  {
    title: 'what a device can’t do',
    customer: 'cust_003',
    turns: [
      [
        'set the thermostat to 21',
        /^That does not work with Hall thermostat\. What does: status, switching on and off/u,
      ],
      ['yes', 'question'],
      ['turn it off', [power('off', thermostat)]],
      ['turn up the kitchen light', /does not work with Kitchen light/u],
      ['turn it off', [power('off', kitchenLight)]],
    ],
  },
  {
    title: 'a matter for people',
    customer: 'cust_003',
    turns: [
      ['delete my account', 'question'],
      ['yes', [human]],
    ],
  },
  {
    title: 'an account is no device that was spoken of',
    customer: 'cust_003',
    turns: [
      ['turn off the heating', [power('off', thermostat)]],
      ['delete my toaster', 'question'],
      ['delete my account', /our people/u],
      ['no', 'words'],
    ],
  },
  {
    title: 'louder, no, quieter',
    customer: 'cust_001',
    turns: [
      ['louder', [volume({ change: 'up' })]],
      ['no, quieter', [volume({ change: 'down', devices: ['speaker-living-room'] })]],
      ['a bit more', [volume({ change: 'down', devices: ['speaker-living-room'] })]],
      ['undo that', 'words'],
      ['make it 10', [volume({ change: 'set', devices: ['speaker-living-room'], level: 10 })]],
    ],
  },
  {
    title: 'not that one',
    customer: 'cust_002',
    turns: [
      ['move the display to the kitchen', [move('kitchen', 'display-bedroom')]],
      ['no, to the office', [move('office', 'display-bedroom')]],
      ['turn off the kitchen speaker', [power('off', 'speaker-kitchen')]],
      ['not that one, the display', [power('off', 'display-bedroom')]],
    ],
  },
  {
    title: 'a place that was spoken of',
    customer: 'cust_003',
    turns: [
      [
        'turn on the kitchen light and play jazz there',
        [power('on', kitchenLight), music({ operation: 'play', music: 'jazz', devices: [kitchenSpeaker] })],
      ],
      ['what about the garden', 'safe'],
    ],
  },
  {
    title: 'nothing plays in the garden',
    customer: 'cust_003',
    turns: [
      ['turn on the garden lights', [power('on', garden)]],
      ['play jazz there', 'question'],
      ['in the kitchen', [music({ operation: 'play', music: 'jazz', devices: [kitchenSpeaker] })]],
    ],
  },
  {
    title: 'an hour, when asked for one',
    customer: 'cust_003',
    turns: [
      ['every morning turn on the kitchen light', 'question'],
      ['7', [planned({ at: '07:00', days: daily }, power('on', kitchenLight))]],
    ],
  },
  {
    title: 'a first day on Basic',
    customer: 'cust_007',
    turns: [
      ['hi', 'words'],
      ['what do I have?', [info]],
      ['turn on the lights', 'words'],
      ['I bought a speaker', 'question'],
      ['the kitchen', [register({ type: 'speaker', room: 'kitchen' })]],
      ['is it on?', [status('power', 'device-1')]],
      ['play some jazz', [music({ operation: 'play', music: 'jazz', devices: ['device-1'] })]],
      ['no thanks', 'words'],
      ['what would premium cost?', [planInfo('premium')]],
      ['then upgrade me please', 'question'],
      ['premium', [changePlan('premium')]],
    ],
  },
  {
    title: 'a question after a change changes nothing',
    customer: 'cust_003',
    turns: [
      ['turn off the kitchen light', [power('off', kitchenLight)]],
      ['is the bedroom lamp on?', [status('power', bedroomLamp)]],
      ['which lights are on?', 'read'],
      ['turn on the TV', [power('on', tv)]],
      ['is the garden dark?', 'safe'],
    ],
  },
  {
    title: 'asks before a device goes',
    customer: 'cust_003',
    turns: [
      ['remove a lamp', 'question'],
      ['the one in the bedroom', [remove(bedroomLamp)]],
    ],
  },
];
