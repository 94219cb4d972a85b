import {
  defineAction,
  done,
  type Customer,
  type JsonObject,
  type ServiceDefinition,
} from '@agentic-service-bot/bot/definition';
import type { Ports } from '@agentic-service-bot/bot/ports';
import { smartHome } from '@agentic-service-bot/smart-home';
import * as z from 'zod';

/** An action whose effect can neither be repeated nor looked up: what was sent is sent. */
const sendLetter = defineAction({
  name: 'send_letter',
  title: 'Letters',
  description: 'Sends the customer a letter.',
  level: 'basic',
  effect: 'once',
  input: z.object({}),
  examples: [],
  claims: ['sent a letter'],
  receipt: () => 'The letter is on its way.',
  run: async (_input, { objects }) => {
    const letters = await objects.get('letters', 'sent');
    const count = Number(letters?.data['count'] ?? 0) + 1;
    await objects.write('letters', 'sent', letters?.version ?? 0, { count });
    return done({ count });
  },
});

/** An action that takes its time: `meanwhile` happens after its effect, before it is over. */
const waterPlants = (meanwhile: () => Promise<void>) =>
  defineAction({
    name: 'water_plants',
    title: 'Watering',
    description: 'Waters the plants once.',
    level: 'basic',
    effect: 'once',
    input: z.object({}),
    examples: [],
    claims: ['watered the plants'],
    receipt: () => 'The plants are watered.',
    run: async (_input, { objects }) => {
      const plants = await objects.get('plants', 'all');
      const watered = Number(plants?.data['watered'] ?? 0) + 1;
      await objects.write('plants', 'all', plants?.version ?? 0, { watered }, 'water');
      await meanwhile();
      return done({});
    },
    check: async (_input, { objects }) => ((await objects.applied('water')) ? done({}) : 'not-done'),
  });

/** An action that asks first, and that not every level has. */
const openGate = defineAction({
  name: 'open_gate',
  title: 'Gate',
  description: 'Opens the gate once.',
  level: 'premium',
  effect: 'once',
  input: z.object({}),
  examples: [],
  claims: ['opened the gate'],
  receipt: () => 'The gate is open.',
  approval: async () => 'Open the gate?',
  run: async (_input, { objects }) => {
    const gate = await objects.get('gate', 'front');
    const opened = Number(gate?.data['opened'] ?? 0) + 1;
    await objects.write('gate', 'front', gate?.version ?? 0, { opened }, 'open');
    return done({});
  },
  check: async (_input, { objects }) => ((await objects.applied('open')) ? done({}) : 'not-done'),
});

/** The smart home, with actions of kinds that it does without. */
export const serviceWith = (meanwhile: () => Promise<void>): ServiceDefinition => ({
  ...smartHome,
  actions: new Map(
    [...smartHome.actions.values(), sendLetter, waterPlants(meanwhile), openGate].map((action) => [
      action.name,
      action,
    ]),
  ),
});

const player = (
  name: string,
  room: string,
  type: string,
  volume: number,
  music: JsonObject | null,
): JsonObject => ({
  name,
  room,
  type,
  state: { on: true, volume, muted: false, music },
});
const plain = (name: string, room: string, type: string, on: boolean): JsonObject => ({
  name,
  room,
  type,
  state: { on },
});

export const KITCHEN = 'speaker-kitchen';
export const BEDROOM = 'display-bedroom';
export const HALL = 'light-hall';
export const HEATING = 'thermostat-hall';
export const ROUTINE = 'routine-morning';

/** Moves a customer into a home of two players, two other devices and a routine. */
export async function moveIn(
  ports: Pick<Ports, 'customers' | 'objects' | 'now'>,
  customer: Customer,
): Promise<void> {
  const now = ports.now();
  await ports.customers.put(customer);
  const jazz = { what: 'jazz', track: 3, paused: false };
  const devices = new Map([
    [KITCHEN, player('Kitchen speaker', 'kitchen', 'speaker', 40, jazz)],
    [BEDROOM, player('Bedroom display', 'bedroom', 'display', 20, null)],
    [HALL, plain('Hall light', 'hall', 'light', true)],
    [HEATING, plain('Hall thermostat', 'hall', 'thermostat', false)],
  ]);
  for (const [id, data] of devices) {
    await ports.objects.write(customer.id, 'device', id, 0, data, now);
  }
  await ports.objects.write(
    customer.id,
    'routine',
    ROUTINE,
    0,
    {
      name: 'Morning',
      when: { at: '07:00', days: ['monday'] },
      calls: [
        { action: 'device_power', input: { devices: [HALL], state: 'off' } },
        { action: 'volume_control', input: { devices: [KITCHEN], change: 'up' } },
      ],
    },
    now,
  );
}
