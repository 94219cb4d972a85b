import {
  scheduleSchema,
  type NameContext,
  type PlannedCall,
  type TimerPlan,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { loadHome } from './home.ts';

/** The kind of object that a routine is stored as. Its id is its timer's too. */
export const ROUTINE = 'routine';

/** The action that sets routines up. */
export const ROUTINES_ACTION = 'custom_actions';

/** What is stored of a routine. */
export const routineSchema = z.object({
  name: z.string().min(1),
  when: scheduleSchema,
  calls: z.array(z.object({ action: z.string(), input: z.record(z.string(), z.json()) })).min(1),
});
export type Routine = z.infer<typeof routineSchema>;

export interface HomeRoutine {
  readonly id: string;
  readonly routine: Routine;
}

/** All routines of a customer, oldest first. */
export const loadRoutines = async ({
  objects,
}: Pick<NameContext, 'objects'>): Promise<readonly HomeRoutine[]> =>
  (await objects.list(ROUTINE)).map(({ id, data }) => ({ id, routine: routineSchema.parse(data) }));

/** What a routine does when its time comes: its calls, without devices that have been removed since. */
export async function routinePlan(id: string, context: NameContext): Promise<TimerPlan | undefined> {
  const stored = await context.objects.get(ROUTINE, id);
  if (stored === undefined) return undefined;
  const routine = routineSchema.parse(stored.data);
  const ids = new Set((await loadHome(context)).map((device) => device.id));
  const calls = routine.calls.map((call) => withoutGone(call, ids)).filter((call) => call !== undefined);
  return calls.length === 0
    ? undefined
    : { title: `Your routine “${routine.name}”`, action: ROUTINES_ACTION, calls };
}

/** A call with those of its devices that there are; nothing if it had devices and none is left. */
function withoutGone(call: PlannedCall, ids: ReadonlySet<string>): PlannedCall | undefined {
  const devices = call.input['devices'];
  if (!Array.isArray(devices)) return call;
  const left = devices.filter((id) => typeof id === 'string' && ids.has(id));
  return left.length === 0 ? undefined : { ...call, input: { ...call.input, devices: left } };
}
