import { defineAction, done } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { stateWords } from '../device.ts';
import { loadHome, roomsOf } from '../home.ts';
import { viewOf, viewSchema, type DeviceView } from '../view.ts';
import { deviceLimit, levelNamed } from '../levels.ts';
import { capital, counted } from '../words.ts';

const resultSchema = z.object({
  devices: z.array(viewSchema),
  rooms: z.array(z.string()),
  /** The most devices on the customer's plan. */
  limit: z.int(),
});

export const deviceInfo = defineAction({
  name: 'device_info',
  title: 'Your devices',
  description: 'Lists all devices of the home, by room, with what each is and how it is.',
  level: 'basic',
  effect: 'read',
  input: z.object({}),
  examples: [
    { say: 'what devices do I have?', input: {} },
    { say: 'which devices do I have?', input: {} },
    { say: 'list my devices', input: {} },
    { say: 'show me all my devices', input: {} },
    { say: 'show my devices please', input: {} },
    { say: "what's in my home?", input: {} },
    { say: 'what do I have?', input: {} },
    { say: 'what do I have at home?', input: {} },
    { say: 'give me an overview', input: {} },
    { say: 'how many devices do I have?', input: {} },
    { say: 'what is connected?', input: {} },
    { say: 'which devices are registered?', input: {} },
    { say: 'can you tell me what devices are in my house?', input: {} },
    { say: 'my devices', input: {} },
    { say: 'what can I control?', input: {} },
    { say: 'which rooms do I have devices in?', input: {} },
  ],
  claims: [],
  receipt: (result) => {
    const { devices, rooms, limit } = resultSchema.parse(result);
    if (devices.length === 0)
      return `There are no devices in this home yet. Your plan has room for ${counted(limit, 'device')}: tell me what to add.`;
    const over = devices.filter(({ usable }) => !usable).length;
    const lines = rooms.map(
      (room) =>
        `- ${capital(room)}: ${devices
          .filter((device) => device.room === room)
          .map(line)
          .join('; ')}`,
    );
    const head = `You have ${counted(devices.length, 'device')} in ${counted(rooms.length, 'room')}`;
    return `${head}${over === 0 ? '' : `, ${over} of them over your plan's limit of ${limit}`}:\n${lines.join('\n')}`;
  },
  run: async (_, context) => {
    const home = await loadHome(context);
    return done({
      devices: home.map(viewOf),
      rooms: roomsOf(home),
      limit: deviceLimit(levelNamed(context.customer.level)),
    });
  },
});

const line = (device: DeviceView): string =>
  `${device.name} (${device.type}), ${stateWords(device)}${device.usable ? '' : ', over the limit'}`;
