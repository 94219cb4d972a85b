import {
  failed,
  type ActionContext,
  type Done,
  type Failed,
  type PlannedCall,
  type Schedule,
} from '@agentic-service-bot/bot/definition';
import { callErrors } from './call-errors.ts';
import { reportRoutines } from './routine-report.ts';
import { loadRoutines, ROUTINE, type Routine } from './routine.ts';
import { defaultRoutineName, isPast, localTime } from './schedule-words.ts';
import { capital, counted, oneLine, sameWords, unusedName } from './words.ts';

/** The most routines a home may have. */
export const ROUTINES_MAX = 20;

interface Wanted {
  readonly when?: Schedule | undefined;
  readonly calls?: PlannedCall[] | undefined;
  readonly name?: string | undefined;
}

/** Stores a routine and sets its timer. Run again, it does what is left to do. */
export async function createRoutine(
  { when, calls, name }: Wanted,
  context: ActionContext,
): Promise<Done | Failed> {
  if (when === undefined)
    return failed('When should it happen? A time is needed, such as every day at 07:00.');
  if (calls === undefined) return failed('What should happen then?');
  const id = context.id(ROUTINE);
  const others = await loadRoutines(context);
  const before = others.find((routine) => routine.id === id);
  const routine =
    before?.routine ??
    (await newRoutine(
      when,
      calls,
      name,
      others.map((other) => other.routine),
      context,
    ));
  if (typeof routine === 'string') return failed(routine);
  if (before === undefined) await context.objects.write(ROUTINE, id, 0, routine);
  await context.timers.set(id, routine.when);
  return reportRoutines('create', [{ id, routine }], context);
}

/** The routine, or why there can't be one. */
async function newRoutine(
  when: Schedule,
  calls: PlannedCall[],
  name: string | undefined,
  others: readonly Routine[],
  context: ActionContext,
): Promise<Routine | string> {
  const { timeZone } = context.customer;
  if (isPast(when, context.now, timeZone))
    return `That time has passed: it is ${localTime(context.now, timeZone)} now.`;
  if (others.length >= ROUTINES_MAX) {
    return `This home has ${counted(others.length, 'routine')}, the most there can be. Delete one first.`;
  }
  const error = await callErrors(calls, context);
  if (error !== undefined) return error;
  const taken = (wanted: string) => others.some((routine) => sameWords(routine.name, wanted));
  if (name === undefined) return { name: unusedName(defaultRoutineName(when), taken), when, calls };
  const given = capital(oneLine(name));
  return taken(given) ? `There is a routine called “${given}” already.` : { name: given, when, calls };
}
