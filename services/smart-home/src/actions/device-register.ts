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
import { defaultName, DEVICE, newDevice, typeWords } from '../device.ts';
import { loadHome, roomsOf, type HomeDevice } from '../home.ts';
import { viewOf, viewSchema } from '../view.ts';
import { deviceLimit, levelNamed, levelWithRoomFor } from '../levels.ts';
import { inRoom, roomNamed, ROOMS } from '../rooms.ts';
import { capital, counted, oneLine, sameWords, unusedName } from '../words.ts';

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
    { say: 'set up a new {type:light} in {room:the garage}', input: {} },
    { say: 'can you add {type:a lamp} called {name:Reading lamp} in {room:the bedroom}', input: {} },
    { say: 'add {type:a switch} named {name:Coffee machine} in {room:the kitchen}', input: {} },
    { say: 'install a new {type:thermostat} in {room:the hallway}', input: {} },
    { say: 'add {type:a light}', input: {} },
    { say: 'I want to add a device', input: {} },
    { say: 'register a new device', input: {} },
  ],
  claims: ['added', 'registered', 'connected', 'installed', 'created', 'set up', 'is added'],
  receipt: (result) => {
    const { device, left } = resultSchema.parse(result);
    const room =
      left === 0 ? 'That was the last one your plan has room for.' : `Your plan has room for ${left} more.`;
    return `${device.name} is added ${inRoom(device.room)}. ${room}`;
  },
  authorize: async (_, context) => refuseFull((await loadHome(context)).length, context),
  run: async ({ type, room, name }, context) => {
    const id = context.id(DEVICE);
    const home = await loadHome(context);
    const report = (added: HomeDevice) => {
      const others = home.filter((other) => other.id !== id).length;
      const left = deviceLimit(levelNamed(context.customer.level)) - others - 1;
      return done({ device: viewOf(added), left: Math.max(0, left) } satisfies z.infer<typeof resultSchema>);
    };
    const before = home.find((device) => device.id === id);
    if (before !== undefined) return report(before);

    const full = refuseFull(home.length, context);
    if (full !== undefined) return full;
    const taken = (wanted: string) => home.some(({ device }) => sameWords(device.name, wanted));
    const given = name === undefined ? undefined : capital(oneLine(name));
    if (given !== undefined && taken(given)) {
      return failed(`There is a device called “${given}” already. What should the new one be called?`);
    }
    const place = roomNamed(room, roomsOf(home));
    const device = newDevice(given ?? unusedName(defaultName(place, type), taken), place, type);
    await context.objects.write(DEVICE, id, 0, device);
    return report({ id, device, label: device.name, usable: true, requiredLevel: undefined });
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
      : `${enough.title} has room for ${deviceLimit(enough)}.`;
  return denied(
    `Your ${plan.title} plan has room for ${counted(limit, 'device')}, and you have ${devices}. ${lift}`,
    {
      ...(enough === undefined ? {} : { requiredLevel: enough.name }),
      alternatives: ['device_remove', 'plan_info', 'change_plan'],
    },
  );
}
