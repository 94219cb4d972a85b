import { WEEKDAYS, type DemoCustomer } from '@agentic-service-bot/bot/definition';
import { ROUTINE, routineSchema } from '../routine.ts';
import { device, playing, routine } from './build.ts';

type Home = Omit<DemoCustomer, 'timers'>;

/** Homes to try the service with: every level, and the cases that need a question or a refusal. */
const homes: readonly Home[] = [
  {
    id: 'cust_001',
    name: 'Alex Berger',
    level: 'basic',
    timeZone: 'Europe/Berlin',
    objects: [device('speaker-living-room', 'speaker', 'Living room speaker', 'living room', { volume: 30 })],
  },
  {
    id: 'cust_002',
    name: 'Priya Nair',
    level: 'premium',
    timeZone: 'America/New_York',
    objects: [
      device('speaker-kitchen', 'speaker', 'Kitchen speaker', 'kitchen', {
        volume: 40,
        music: playing('jazz', 3),
      }),
      device('light-living-room', 'light', 'Living room light', 'living room', { on: true }),
      device('display-bedroom', 'display', 'Bedroom display', 'bedroom', { on: false, volume: 20 }),
    ],
  },
  {
    id: 'cust_003',
    name: 'Thomas Okafor',
    level: 'enterprise',
    timeZone: 'Europe/London',
    objects: [
      device('speaker-living-room', 'speaker', 'Living room speaker', 'living room', {
        volume: 35,
        music: playing('classical'),
      }),
      device('display-living-room', 'display', 'Living room TV', 'living room', { on: false }),
      device('light-living-room', 'light', 'Living room light', 'living room', { on: true }),
      device('speaker-kitchen', 'speaker', 'Kitchen speaker', 'kitchen', { volume: 40 }),
      device('light-kitchen', 'light', 'Kitchen light', 'kitchen', { on: true }),
      device('speaker-bedroom', 'speaker', 'Bedroom speaker', 'bedroom', { on: false, volume: 15 }),
      device('light-bedroom', 'light', 'Bedroom lamp', 'bedroom'),
      device('thermostat-hall', 'thermostat', 'Hall thermostat', 'hall', { on: true }),
      device('switch-office', 'switch', 'Desk lamp plug', 'office'),
      device('light-garden', 'light', 'Garden lights', 'garden'),
    ],
  },
  {
    // Says “the speaker” of one of two.
    id: 'cust_004',
    name: 'Yuki Tanaka',
    level: 'premium',
    timeZone: 'Asia/Tokyo',
    objects: [
      device('speaker-living-room', 'speaker', 'Living room speaker', 'living room', { volume: 25 }),
      device('speaker-bedroom', 'speaker', 'Bedroom speaker', 'bedroom', { volume: 10 }),
      device('light-bedroom', 'light', 'Bedroom light', 'bedroom', { on: true }),
    ],
  },
  {
    // Has given two devices the same name.
    id: 'cust_005',
    name: 'Lena Fischer',
    level: 'enterprise',
    timeZone: 'Europe/Vienna',
    objects: [
      device('speaker-1', 'speaker', 'Sonos', 'kitchen', { volume: 45, music: playing('BBC Radio 3') }),
      device('speaker-2', 'speaker', 'Sonos', 'bathroom', { volume: 20 }),
      device('light-1', 'light', 'Lamp', 'office', { on: true }),
      device('light-2', 'light', 'Lamp', 'bedroom'),
      device('switch-1', 'switch', 'Coffee machine', 'kitchen'),
    ],
  },
  {
    // Was on Enterprise: more devices than the plan has room for, and a routine that it no longer includes.
    id: 'cust_006',
    name: 'Marco Rossi',
    level: 'basic',
    timeZone: 'Europe/Rome',
    objects: [
      device('light-hall', 'light', 'Hall light', 'hall', { on: true }),
      device('speaker-kitchen', 'speaker', 'Kitchen speaker', 'kitchen'),
      device('light-kitchen', 'light', 'Kitchen light', 'kitchen', { on: true }),
      device('display-living-room', 'display', 'Living room display', 'living room', { on: false }),
      routine('evening', {
        name: 'Evening light',
        when: { at: '19:00', days: [...WEEKDAYS] },
        calls: [{ action: 'device_power', input: { devices: ['light-hall'], state: 'on' } }],
      }),
    ],
  },
  {
    // Has just begun.
    id: 'cust_007',
    name: 'Sofia Almeida',
    level: 'basic',
    timeZone: 'America/Sao_Paulo',
    objects: [],
  },
  {
    id: 'cust_008',
    name: 'Grace Walker',
    level: 'enterprise',
    timeZone: 'Australia/Sydney',
    objects: [
      device('light-bedroom', 'light', 'Bedroom light', 'bedroom'),
      device('light-hall', 'light', 'Hall light', 'hall'),
      device('speaker-kitchen', 'speaker', 'Kitchen speaker', 'kitchen', { volume: 35 }),
      device('switch-kitchen', 'switch', 'Coffee machine', 'kitchen'),
      device('thermostat-living-room', 'thermostat', 'Living room thermostat', 'living room', { on: true }),
      routine('morning', {
        name: 'Morning routine',
        when: { at: '06:45', days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
        calls: [
          { action: 'device_power', input: { devices: ['light-bedroom', 'switch-kitchen'], state: 'on' } },
          {
            action: 'music_services',
            input: { operation: 'play', music: 'the news', devices: ['speaker-kitchen'] },
          },
        ],
      }),
      routine('good-night', {
        name: 'Good night',
        when: { at: '22:30', days: [...WEEKDAYS] },
        calls: [
          {
            action: 'device_power',
            input: { devices: ['light-bedroom', 'light-hall', 'speaker-kitchen'], state: 'off' },
          },
        ],
      }),
    ],
  },
];

/** The customers who come with the service; each routine has its timer. */
export const demoCustomers: readonly DemoCustomer[] = homes.map((home) => ({
  ...home,
  timers: home.objects
    .filter(({ kind }) => kind === ROUTINE)
    .map(({ id, data }) => ({ id, schedule: routineSchema.parse(data).when })),
}));
