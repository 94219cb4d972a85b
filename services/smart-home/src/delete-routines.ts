import { failed, type ActionContext, type Done, type Failed } from '@agentic-service-bot/bot/definition';
import { removeObject } from './change.ts';
import { reportRoutines } from './routine-report.ts';
import { loadRoutines, ROUTINE, type HomeRoutine } from './routine.ts';
import { counted } from './words.ts';

const EFFECT = 'delete';

interface Which {
  readonly routines?: readonly string[] | undefined;
  /** Its place in the list, from 1. */
  readonly number?: number | undefined;
}

/** Deletes routines and their timers. Run again, it deletes no other. */
export async function deleteRoutines(
  { routines: ids, number }: Which,
  context: ActionContext,
): Promise<Done | Failed> {
  const all = await loadRoutines(context);
  if (ids !== undefined) {
    return remove(
      all.filter(({ id }) => ids.includes(id)),
      context,
    );
  }
  if (number === undefined) return failed('Which routine should be deleted?');
  // Once one is deleted, the numbers name others: the mark tells that it was.
  if (await context.objects.applied(EFFECT)) return reportRoutines('delete', [], context);
  const target = all[number - 1];
  if (target === undefined) {
    return failed(`There is no routine ${number}: this home has ${counted(all.length, 'routine')}.`);
  }
  return remove([target], context, EFFECT);
}

async function remove(
  targets: readonly HomeRoutine[],
  context: ActionContext,
  effect?: string,
): Promise<Done | Failed> {
  const deleted: HomeRoutine[] = [];
  for (const target of targets) {
    const { id, routine } = target;
    await context.timers.cancel(id);
    if (await removeObject(ROUTINE, id, context, effect)) deleted.push(target);
    else await context.timers.set(id, routine.when);
  }
  return targets.length > 0 && deleted.length === 0
    ? failed('The routine was being changed at the same moment. Please try again.')
    : reportRoutines('delete', deleted, context);
}
