import { defineAction, done, failed, objectId } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { removeObject } from '../change.ts';
import { DEVICE } from '../device.ts';
import { labelMidSentence, loadHome, pick } from '../home.ts';
import { loadRoutines } from '../routine.ts';
import { listed } from '../words.ts';

const resultSchema = z.object({ id: z.string(), label: z.string().nullable() });

export const deviceRemove = defineAction({
  name: 'device_remove',
  title: 'Removing devices',
  description: 'Removes one device from the home for good.',
  level: 'basic',
  effect: 'idempotent',
  input: z.object({
    device: objectId(DEVICE, {
      ask: 'Which device should be removed?',
      description: 'The device to remove.',
    }),
  }),
  examples: [
    { say: 'remove {device:the hall light}', input: {} },
    { say: 'remove {device:my speaker}', input: {} },
    { say: 'delete {device:the bedroom display}', input: {} },
    { say: 'please remove {device:the coffee machine} from my home', input: {} },
    { say: 'get rid of {device:the lamp in the office}', input: {} },
    { say: 'unregister {device:the thermostat}', input: {} },
    { say: 'disconnect {device:the kitchen speaker}', input: {} },
    { say: 'I sold {device:the tv}', input: {} },
    { say: "I don't have {device:the garden light} any more", input: {} },
    { say: 'take {device:the plug} out of my account', input: {} },
    { say: 'can you forget {device:the bathroom speaker}', input: {} },
    { say: 'remove a device', input: {} },
  ],
  claims: ['removed', 'deleted', 'unregistered', 'disconnected', 'is removed'],
  receipt: (result) => `${resultSchema.parse(result).label ?? 'The device'} is removed from your home.`,
  approval: async ({ device: id }, context) => {
    const [target] = pick(await loadHome(context), [id]);
    const users = (await loadRoutines(context)).filter(({ routine }) =>
      routine.calls.some(({ input }) => JSON.stringify(input).includes(JSON.stringify(id))),
    );
    const names = users.map(({ routine }) => `“${routine.name}”`);
    const use = names.length === 0 ? '' : `, which ${listed(names)} ${names.length === 1 ? 'uses' : 'use'}`;
    return `Remove ${target === undefined ? 'this device' : labelMidSentence(target)}${use}?`;
  },
  run: async ({ device: id }, context) => {
    const [target] = pick(await loadHome(context), [id]);
    if (!(await removeObject(DEVICE, id, context)))
      return failed('The device was being changed at the same moment. Please try again.');
    return done({ id, label: target?.label ?? null });
  },
});
