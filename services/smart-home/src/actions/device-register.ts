import {
  choice,
  defineAction,
  denied,
  done,
  failed,
  text,
  type NameContext,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { shortClaimsOf } from '../claims.ts';
import { defaultName, DEVICE, newDevice, typeWords } from '../device.ts';
import { loadHome, roomsOf, viewOf, viewSchema } from '../home.ts';
import { deviceLimit, levelNamed, levelWithRoomFor } from '../levels.ts';
import { inRoom, roomNamed, ROOMS } from '../rooms.ts';
import { capital, counted, sameWords, unusedName } from '../words.ts';

const resultSchema = z.object({
  device: viewSchema,
  /** How many more devices the plan has room for. */
  left: z.int(),
});

export const deviceRegister = defineAction({
  name: 'device_register',
  title: 'Adding devices',
  description: 'Adds a new device to the home.',
  level: 'basic',
  effect: 'idempotent',
  input: z.object({
    type: choice(typeWords, { ask: 'What is it: a speaker, a display, a light, a switch or a thermostat?' }),
    room: text({ vocabulary: ROOMS, ask: 'In which room is it?', description: 'The room it is in.' }),
    name: text({ description: 'What to call it, if the customer says so.' }).optional(),
  }),
  examples: [
    { say: 'add {type:a lamp} in {room:the hall}', input: {} },
    { say: 'add {type:a speaker} to {room:the kitchen}', input: {} },
    { say: 'add a new {type:light} in {room:the bedroom}', input: {} },
    { say: 'please add {type:a smart plug} in {room:the office}', input: {} },
    { say: 'register {type:a thermostat} in {room:the living room}', input: {} },
    { say: 'I bought {type:a tv} for {room:the bedroom}', input: {} },
    { say: 'I have a new {type:speaker} in {room:the bathroom}', input: {} },
    { say: 'connect {type:a display} in {room:the study}', input: {} },
    { say: 'set up {type:a light} in {room:the garage}', input: {} },
    { say: 'can you add {type:a lamp} called {name:Reading lamp} in {room:the bedroom}', input: {} },
    { say: 'add {type:a switch} named {name:Coffee machine} in {room:the kitchen}', input: {} },
    { say: 'install a new {type:thermostat} in {room:the hallway}', input: {} },
    { say: 'add {type:a light}', input: {} },
    { say: 'I want to add a device', input: {} },
    { say: 'register a new device', input: {} },
  ],
  claims: shortClaimsOf('added', 'registered', 'connected', 'installed'),
  receipt: (result) => {
    const { device, left } = resultSchema.parse(result);
    const room =
      left === 0
        ? 'That was the last one your plan has room for.'
        : `Your plan has room for ${String(left)} more.`;
    return `${device.name} is added ${inRoom(device.room)}. ${room}`;
  },
  authorize: async (_, context) => refuseFull((await loadHome(context)).length, context),
  run: async ({ type, room, name }, context) => {
    const id = context.id(DEVICE);
    const home = await loadHome(context);
    const others = home.filter((device) => device.id !== id);
    if (others.length === home.length) {
      const full = refuseFull(home.length, context);
      if (full !== undefined) return full;
      const place = roomNamed(room, roomsOf(home));
      const taken = (wanted: string) => others.some(({ device }) => sameWords(device.name, wanted));
      if (name !== undefined && taken(name)) {
        return failed(`There is a device called “${name}” already. What should the new one be called?`);
      }
      const free = name === undefined ? unusedName(defaultName(place, type), taken) : capital(name);
      await context.objects.write(DEVICE, id, 0, newDevice(free, place, type));
    }
    const now = await loadHome(context);
    const added = now.find((device) => device.id === id);
    if (added === undefined) return failed('The device could not be added just now.');
    const left = deviceLimit(levelNamed(context.customer.level)) - now.length;
    return done({ device: viewOf(added), left: Math.max(0, left) });
  },
});

function refuseFull(devices: number, { customer }: Pick<NameContext, 'customer'>) {
  const plan = levelNamed(customer.level);
  const limit = deviceLimit(plan);
  if (devices < limit) return undefined;
  const enough = levelWithRoomFor(devices + 1);
  const lift =
    enough === undefined
      ? 'Remove one to make room.'
      : `${enough.title} has room for ${String(deviceLimit(enough))}.`;
  return denied(
    `Your ${plan.title} plan has room for ${counted(limit, 'device')}, and you have ${String(devices)}. ${lift}`,
    {
      ...(enough === undefined ? {} : { requiredLevel: enough.name }),
      alternatives: ['device_remove', 'plan_info', 'change_plan'],
    },
  );
}
