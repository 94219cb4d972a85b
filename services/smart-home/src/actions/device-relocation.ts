import { defineAction, objectIds, text } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { changeDevices, changedOf } from '../change.ts';
import { DEVICE } from '../device.ts';
import type { Driver } from '../driver.ts';
import { loadHome, pick, roomsOf } from '../home.ts';
import { refuseOverLimit } from '../over-limit.ts';
import { inRoom, roomNamed, ROOMS } from '../rooms.ts';
import { sentences } from '../words.ts';

export const deviceRelocation = (driver: Driver) =>
  defineAction({
    name: 'device_relocation',
    title: 'Moving devices',
    description: 'Moves one or more devices to another room. Their names stay.',
    level: 'premium',
    effect: 'idempotent',
    input: z.object({
      devices: objectIds(DEVICE, {
        ask: 'Which device do you want to move?',
        description: 'The devices to move.',
      }),
      room: text({
        vocabulary: ROOMS,
        ask: 'To which room?',
        description: 'The room they are in from now on.',
      }),
    }),
    examples: [
      { say: 'move {devices:my speaker} to {room:the bedroom}', input: {} },
      { say: 'move {devices:the kitchen light} into {room:the hall}', input: {} },
      { say: 'put {devices:the display} in {room:the office}', input: {} },
      { say: '{devices:the lamp} is in {room:the living room} now', input: {} },
      { say: 'I moved {devices:the speaker} to {room:the kitchen}', input: {} },
      { say: "I've put {devices:the thermostat} in {room:the hallway}", input: {} },
      { say: 'please relocate {devices:the bedroom display} to {room:the guest room}', input: {} },
      { say: 'can you move {devices:the bedroom speaker} to {room:the bathroom}', input: {} },
      { say: 'change the room of {devices:the lamp} to {room:the study}', input: {} },
      { say: 'assign {devices:the coffee machine} to {room:the dining room}', input: {} },
      { say: '{devices:the speaker} has moved to {room:the kitchen}', input: {} },
      { say: 'my {devices:speaker} belongs in {room:the garden}', input: {} },
      { say: 'move {devices:it} to {room:the kitchen}', input: {} },
      { say: 'move {devices:both lamps} to {room:the attic}', input: {} },
    ],
    claims: ['moved', 'relocated', 'placed', 'put', 'assigned', 'changed', 'now in'],
    receipt: (result) => {
      const { devices, missed } = changedOf(result);
      return [sentences(devices, ({ room }) => `now ${inRoom(room)}`), ...missed].join(' ');
    },
    authorize: ({ devices }, context) => refuseOverLimit(devices, context),
    run: async ({ devices, room }, context) => {
      const home = await loadHome(context);
      const destination = roomNamed(room, roomsOf(home));
      return changeDevices(
        pick(home, devices),
        (device) => ({ ...device, room: destination }),
        context,
        driver,
      );
    },
  });
