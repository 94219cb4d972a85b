import { done, type ActionContext, type Done, type Json } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { callWords } from './call-words.ts';
import { loadHome } from './home.ts';
import type { HomeRoutine } from './routine.ts';
import { isPast, scheduleWords } from './schedule-words.ts';
import { counted, listed } from './words.ts';

const resultSchema = z.object({
  operation: z.enum(['create', 'list', 'delete']),
  routines: z.array(
    z.object({ id: z.string(), name: z.string(), when: z.string(), does: z.string(), past: z.boolean() }),
  ),
});
type Result = z.infer<typeof resultSchema>;

/** What came of an operation on routines: those that were created, listed or deleted. */
export async function reportRoutines(
  operation: Result['operation'],
  routines: readonly HomeRoutine[],
  context: ActionContext,
): Promise<Done> {
  const home = await loadHome(context);
  const { customer, now, service } = context;
  return done({
    operation,
    routines: routines.map(({ id, routine: { name, when, calls } }) => ({
      id,
      name,
      when: scheduleWords(when),
      does: listed(calls.map((call) => callWords(call, home, service))),
      past: isPast(when, now, customer.timeZone),
    })),
  } satisfies Result);
}

/** A report in a customer's words. */
export function reportWords(result: Json): string {
  const { operation, routines } = resultSchema.parse(result);
  const [first] = routines;
  switch (operation) {
    case 'create':
      return first === undefined
        ? 'The routine is set.'
        : `“${first.name}” is set: ${first.when}, ${first.does}.`;
    case 'delete':
      if (first === undefined) return 'The routine is deleted.';
      // Nobody was asked before: what is gone is said, so that it can be set again.
      return `${listed(routines.map(({ name, when, does }) => `“${name}” (${when}, ${does})`))} ${routines.length === 1 ? 'is' : 'are'} deleted.`;
    case 'list': {
      if (first === undefined)
        return 'There are no routines yet. Tell me what should happen when, such as “turn on the lights at 7 every morning”.';
      const lines = routines.map(
        ({ name, when, does, past }, index) =>
          `${index + 1}. ${name}: ${when}, ${does}${past ? ' (over)' : ''}`,
      );
      return `You have ${counted(routines.length, 'routine')}:\n${lines.join('\n')}`;
    }
  }
}
