import {
  changePlan,
  home,
  human,
  info,
  move,
  multiRoom,
  music,
  planInfo,
  power,
  register,
  remove,
  routine,
  status,
  volume,
  type Labelled,
} from './expected.ts';

const speaker = home.livingSpeaker;
const [kitchenSonos, bathSonos, officeLamp, bedroomLamp] = [
  'speaker-1',
  'speaker-2',
  'light-1',
  'light-2',
] as const;

/** What newcomers say who have other homes and plans than the one of `everyday`, by customer; each as the first message. */
export const everydayHomes: ReadonlyMap<string, readonly Labelled[]> = new Map([
  [
    'cust_001',
    [
      ['I just bought a lamp', 'question'],
      ['turn my speaker up', [volume({ change: 'up', devices: [speaker] })]],
      ['mute it', [volume({ change: 'mute', devices: [speaker] })]],
      ['is anything playing', 'read'],
      ['play the radio', [music({ operation: 'play', music: 'the radio' })]],
      ["why can't I play music", 'question'],
      ['set the thermostat to 21', 'words'],
      ['turn on the lights', 'words'],
      ['add a lamp in the kitchen', [register({ type: 'light', room: 'kitchen' })]],
      ['I sold my speaker', [remove(speaker)]],
      ['move my speaker to the bedroom', [move('bedroom', speaker)]],
      ['play jazz everywhere', [multiRoom({ music: 'jazz' })]],
      ["I'd like to talk to someone about upgrading", 'person'],
      ['I want to cancel my account', 'question'],
      ['how much is enterprise', [planInfo('enterprise')]],
      ['do I have premium', [planInfo('premium')]],
      ['stop the subscription', [changePlan('basic')]],
      ['talk to a human', [human]],
    ],
  ],
  [
    'cust_002',
    [
      [
        'turn off the light and mute the speaker',
        [power('off', 'light-living-room'), volume({ change: 'mute', devices: ['speaker-kitchen'] })],
      ],
      ['is the display on', [status('power', 'display-bedroom')]],
      ['turn on everything', [power('on', 'speaker-kitchen', 'light-living-room', 'display-bedroom')]],
      ['stop the music in the kitchen', [music({ operation: 'stop', devices: ['speaker-kitchen'] })]],
      ['turn the display off when the music stops', 'words'],
      ['move the light to the hall', [move('hall', 'light-living-room')]],
      ['what would enterprise give me', [planInfo('enterprise')]],
      ['turn off the lamp in the garage', 'words'],
      ["don't stop the music", 'words'],
      ["I can't sleep, turn the music off", [music({ operation: 'stop' })]],
      ['pause for a second', [music({ operation: 'pause' })]],
      ['continue please', [music({ operation: 'resume' })]],
    ],
  ],
  [
    'cust_005',
    [
      ['turn on the coffee machine', [power('on', 'switch-1')]],
      ['turn off the sonos in the kitchen', [power('off', kitchenSonos)]],
      [
        'play BBC Radio 3 in the bathroom',
        [music({ operation: 'play', music: 'BBC Radio 3', devices: [bathSonos] })],
      ],
      ['is the lamp on', 'question'],
      ['which lamp is on', [status('power', officeLamp, bedroomLamp)]],
      [
        'turn the office lamp off and the bedroom lamp on',
        [power('off', officeLamp), power('on', bedroomLamp)],
      ],
      ['mute both speakers', [volume({ change: 'mute', devices: [kitchenSonos, bathSonos] })]],
      ['party mode', [multiRoom({})]],
    ],
  ],
  [
    'cust_006',
    [
      ['what devices do I have', [info]],
      ['turn off the kitchen light', [power('off', 'light-kitchen')]],
      ['delete the kitchen routine', /Which routine/u],
      ['what routines do I have', [routine({ operation: 'list' })]],
    ],
  ],
  [
    'cust_007',
    [
      ['what do I have', [info]],
      ['turn on the light', 'words'],
      ['remove my speaker', 'words'],
      ['I got a speaker for the kitchen', [register({ type: 'speaker', room: 'kitchen' })]],
    ],
  ],
  [
    'cust_008',
    [
      ['cancel the good night routine', [routine({ operation: 'delete', routines: ['good-night'] })]],
      ['delete both routines', [routine({ operation: 'delete', routines: ['morning', 'good-night'] })]],
      ["don't turn on the coffee machine tomorrow", 'words'],
      ['start my morning routine', /can’t do that with Morning routine/u],
      ['change the morning routine to 8', 'words'],
      ['what happens at night', 'safe'],
      ['stop the coffee machine routine', /Which routine/u],
    ],
  ],
]);
