import type { NameContext, Nameable } from '@agentic-service-bot/bot/definition';
import { DEVICE, stateWords } from './device.ts';
import { loadHome } from './home.ts';
import { callWords } from './call-words.ts';
import { levels } from './levels.ts';
import { loadRoutines, ROUTINE, ROUTINES_ACTION } from './routine.ts';
import { scheduleWords } from './schedule-words.ts';
import { listed } from './words.ts';

/** A customer's devices and routines, as they may name them. */
export async function nameables(context: NameContext): Promise<readonly Nameable[]> {
  const [home, routines] = await Promise.all([loadHome(context), loadRoutines(context)]);
  const resting = runsRoutines(context) ? '' : 'resting, for your plan has no routines; ';
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
      summary: `${resting}${scheduleWords(when)}: ${listed(calls.map((call) => callWords(call, home, context.service)))}`,
    })),
  ];
}

/** Whether the customer's plan still runs the routines that they have. */
function runsRoutines({ customer, service }: NameContext): boolean {
  const rank = (level: string | undefined): number => levels.findIndex(({ name }) => name === level);
  return rank(customer.level) >= rank(service.actions.get(ROUTINES_ACTION)?.level);
}
