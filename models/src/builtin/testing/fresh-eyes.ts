import {
  changePlan,
  daily,
  home,
  lights,
  move,
  multiRoom,
  music,
  planInfo,
  planned,
  power,
  routine,
  status,
  volume,
  type Dialogue,
  type Labelled,
} from './expected.ts';

const { bedroomLamp, bedroomSpeaker, garden, kitchenLight, kitchenSpeaker, livingLight, thermostat, tv } =
  home;

/** What somebody wrote who had never seen the bot, where it then did or said the wrong thing. */
export const freshEyes: readonly Labelled[] = [
  [
    'move the tv to the bedroom and the bedroom speaker to the living room',
    [move('bedroom', tv), move('living room', bedroomSpeaker)],
  ],
  [
    'on Christmas Eve at 5pm turn on the garden lights',
    [planned({ at: '17:00', date: '2026-12-24' }, power('on', garden))],
  ],
  [
    "on new year's eve at 11pm turn off the tv",
    [planned({ at: '23:00', date: '2026-12-31' }, power('off', tv))],
  ],
  ['on my birthday at 8 turn on the garden lights', 'question'],
  ['kitchen volume down 10', [volume({ change: 'down', step: 10, devices: [kitchenSpeaker] })]],
  ['turn on the livingroom light', [power('on', livingLight)]],
  ['pause all routines', 'words'],
  ['add the thermostat to the good night routine', 'words'],
  ['no thats too much', 'words'],
  ['whats not included', [planInfo()]],
  ['does premium include music', [planInfo('premium')]],
  ['is multiroom part of enterprise?', [planInfo('enterprise')]],
  ['which plans have music', [planInfo()]],
  ['what plan do i need for multi room', [planInfo()]],
  ['the kitchen light does not turn on', /sorry to hear/u],
  ['the TV is broken, it does not turn on', /sorry to hear/u],
  ['when will my routine run next', [routine({ operation: 'list' })]],
  ['what time is it', /17:40 on Monday, 2 March 2026 \(Europe\/London\)/u],
  [
    'Hey there, hope you are well. I just wanted to ask whether the kitchen light is on? Thanks, Thomas',
    [status('power', kitchenLight)],
  ],
  ['is the kitchen light on? Thanks, Bob', [status('power', kitchenLight)]],
  ['turn on the kitchen light. Greg', [power('on', kitchenLight)]],
  ['play party music everywhere', [multiRoom({ music: 'party music' })]],
  [
    'lights off at 10 and on at 6',
    [
      planned({ at: '22:00', date: '2026-03-02' }, power('off', ...lights)),
      planned({ at: '06:00', date: '2026-03-03' }, power('on', ...lights)),
    ],
  ],
  ['every weekday 7am kitchen light on, 7:30 off', 'question'],
  ["thank you so much, you're the best! one more thing: turn off the tv", [power('off', tv)]],
  ['turn on the kitchen light n the living room light', [power('on', kitchenLight, livingLight)]],
  ['on Easter Sunday at 9 turn on the kitchen light', 'question'],
  ['turn on the christmas lights', 'question'],
  [
    'on christmas turn on the garden lights at 5pm',
    [planned({ at: '17:00', date: '2026-12-25' }, power('on', garden))],
  ],
  ['goodnight', /Goodbye/u],
];

/** The same where it takes more than one message. */
export const freshEyesDialogues: readonly Dialogue[] = [
  {
    title: 'both are not the one that was spoken of last',
    customer: 'cust_004',
    turns: [
      ['turn up the bedroom speaker', [volume({ change: 'up', devices: ['speaker-bedroom'] })]],
      ['now the other one', [volume({ change: 'up', devices: ['speaker-living-room'] })]],
      [
        'both down by 5',
        [volume({ change: 'down', step: 5, devices: ['speaker-living-room', 'speaker-bedroom'] })],
      ],
    ],
  },
  {
    title: 'them both, of different types',
    customer: 'cust_002',
    turns: [
      ['set the bedroom display to 15', [volume({ change: 'set', level: 15, devices: ['display-bedroom'] })]],
      ['what about the kitchen one', [volume({ change: 'set', level: 15, devices: ['speaker-kitchen'] })]],
      [
        'turn them both up a bit',
        [volume({ change: 'up', devices: ['speaker-kitchen', 'display-bedroom'] })],
      ],
    ],
  },
  {
    title: 'all of them, of those that were listed',
    customer: 'cust_008',
    turns: [
      ['list my routines', [routine({ operation: 'list' })]],
      ['delete all of them', 'question'],
      ['all of them', [routine({ operation: 'delete', routines: ['morning', 'good-night'] })]],
    ],
  },
  {
    title: 'an hour and days for what was just planned, which can’t be changed',
    customer: 'cust_003',
    turns: [
      [
        'turn on the garden lights at 7 every evening',
        [planned({ at: '19:00', days: daily }, power('on', garden))],
      ],
      ['make that 8', /can’t change “Evening routine”/u],
      ['only on weekends', /can’t change “Evening routine”/u],
      ['not on fridays', /can’t change “Evening routine”/u],
    ],
  },
  {
    title: 'what is to be left, and was not',
    customer: 'cust_003',
    turns: [
      ['turn off all lights', [power('off', ...lights)]],
      ['wait, leave the bedroom lamp on', /^That was done already/u],
      ['turn off the thermostat', [power('off', thermostat)]],
      ['leave the kitchen light off', /^All right, I leave that/u],
      ['turn on the bedroom lamp', [power('on', bedroomLamp)]],
    ],
  },
  {
    title: 'why, after a refusal',
    customer: 'cust_006',
    turns: [
      ['turn on the kitchen light', [power('on', 'light-kitchen')]],
      ['why', /over the limit of your Basic plan/u],
      ['why not?', /over the limit of your Basic plan.*Would you like to change/u],
      ['does my evening routine still run?', [routine({ operation: 'list' })]],
    ],
  },
  {
    title: 'what it is now',
    customer: 'cust_001',
    turns: [
      ['turn it up', [volume({ change: 'up' })]],
      ['what is it now', 'read'],
      ['what was that again?', /What came of it last: “Living room speaker is at volume 40”/u],
    ],
  },
  {
    title: 'no person, when one is offered',
    customer: 'cust_001',
    turns: [
      ['i think my speaker is broken', /Would you like to talk to a person/u],
      ['no i dont want a person', 'words'],
      ['ok lets go with premium', [changePlan('premium')]],
    ],
  },
  {
    title: 'the other one of that name',
    customer: 'cust_005',
    turns: [
      ['turn off the lamp in the office', [power('off', 'light-1')]],
      ['turn on the other lamp', [power('on', 'light-2')]],
      ['put the bathroom sonos at the same volume as the kitchen one', 'question'],
    ],
  },
  {
    title: 'others than the one that was spoken of',
    customer: 'cust_003',
    turns: [
      ['turn off the kitchen light', [power('off', kitchenLight)]],
      ['turn off the other lights', [power('off', livingLight, bedroomLamp, garden)]],
    ],
  },
  {
    title: 'a bill, beside something to do',
    customer: 'cust_003',
    turns: [
      ['I need help with my bill. Also turn off the TV.', [power('off', tv)]],
      ['yes', 'person'],
    ],
  },
  {
    title: 'heating where there is none',
    customer: 'cust_002',
    turns: [
      ['turn up the heating', 'words'],
      ['turn the heating up', 'words'],
    ],
  },
  {
    title: 'whether one can have less',
    customer: 'cust_002',
    turns: [
      ['play jazz', [music({ operation: 'play', music: 'jazz' })]],
      ['can I downgrade', /“downgrade me/u],
    ],
  },
  {
    title: 'who has nothing yet',
    customer: 'cust_007',
    turns: [['turn on the light', /could not find any device of yours.*adding devices/u]],
  },
];
