import { objectIdsIn, type NameContext, type PlannedCall } from '@agentic-service-bot/bot/definition';
import { ROUTINES_ACTION } from './routine.ts';

/** Why calls can't be planned, in words; undefined if they can. Whether they are allowed is decided when they run. */
export async function callErrors(
  calls: readonly PlannedCall[],
  context: NameContext,
): Promise<string | undefined> {
  for (const { action: name, input } of calls) {
    const action = context.service.actions.get(name);
    if (action === undefined) return `A routine can't do “${name}”: there is no such action.`;
    if (name === ROUTINES_ACTION) return "A routine can't set up or delete routines.";
    if (action.approval !== undefined) {
      return `A routine can't do this: “${action.title}” needs your yes each time.`;
    }
    const parsed = action.input.safeParse(input);
    if (!parsed.success) {
      const issues = parsed.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'input'}: ${message}`,
      );
      return `“${action.title}” can't be planned like this: ${issues.join('; ')}.`;
    }
    for (const { kind, id } of objectIdsIn(action.input, parsed.data)) {
      if ((await context.objects.get(kind, id)) === undefined)
        return `There is no such ${kind} in this home.`;
    }
  }
  return undefined;
}
