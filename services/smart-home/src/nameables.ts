import type { NameContext, Nameable } from '@agentic-service-bot/bot/definition';
import { DEVICE, stateWords } from './device.ts';
import { loadHome } from './home.ts';
import { callWords } from './call-words.ts';
import { loadRoutines, ROUTINE } from './routine.ts';
import { scheduleWords } from './schedule-words.ts';
import { listed } from './words.ts';

/** A customer's devices and routines, as they may name them. */
export async function nameables(context: NameContext): Promise<readonly Nameable[]> {
  const [home, routines] = await Promise.all([loadHome(context), loadRoutines(context)]);
  return [
    ...home.map(({ id, device, usable }) => ({
      kind: DEVICE,
      id,
      name: device.name,
      type: device.type,
      group: device.room,
      summary: usable ? stateWords(device) : `over the limit, ${stateWords(device)}`,
    })),
    ...routines.map(({ id, routine: { name, when, calls } }) => ({
      kind: ROUTINE,
      id,
      name,
      type: 'routine',
      summary: `${scheduleWords(when)}: ${listed(calls.map((call) => callWords(call, home, context.service)))}`,
    })),
  ];
}
