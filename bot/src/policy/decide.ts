import type * as z from 'zod';
import { shortened } from '../conversation/size.ts';
import {
  denied,
  failed,
  objectIdsIn,
  type AnyAction,
  type Denied,
  type Failed,
  type Json,
  type ReadContext,
  type ServiceDefinition,
  type ServiceLevel,
  type SupportPriority,
} from '../definition/index.ts';
import type { Way } from '../ports/ledger.ts';
import type { Pause } from '../ports/pauses.ts';
import { INPUT_ERRORS_CHARS } from './limits.ts';
import { pauseOfAction } from './paused.ts';

/** A call as a model made it: nothing of it is trusted. */
export interface Call {
  readonly name: string;
  readonly input: unknown;
}

/** What is decided of a call. Without an `allow` or a customer's yes to an `ask`, nothing runs. */
export type Decision =
  | { readonly kind: 'allow'; readonly action: AnyAction; readonly input: Record<string, unknown> }
  | {
      readonly kind: 'ask';
      readonly action: AnyAction;
      readonly input: Record<string, unknown>;
      readonly title: string;
    }
  | { readonly kind: 'refuse'; readonly outcome: Denied | Failed };

const refuse = (outcome: Denied | Failed): Decision => ({ kind: 'refuse', outcome });

/** Whether a level is at least another; unknown names are at no level. */
export function reaches(service: ServiceDefinition, level: string, required: string): boolean {
  const rank = (name: string) => service.levels.findIndex((candidate) => candidate.name === name);
  return rank(level) >= 0 && rank(required) >= 0 && rank(level) >= rank(required);
}

/** Names of the actions that a level may use. */
export const allowedActions = (service: ServiceDefinition, level: string): string[] =>
  [...service.actions.values()]
    .filter((action) => reaches(service, level, action.level))
    .map((action) => action.name);

/** How urgent a customer of that level is to operators. */
export const priorityOf = (service: ServiceDefinition, level: string): SupportPriority =>
  service.levels.find((candidate) => candidate.name === level)?.priority ?? 'standard';

const titleOf = (service: ServiceDefinition, name: string): ServiceLevel | undefined =>
  service.levels.find((level) => level.name === name);

/** The refusal of an action that the customer's level does not include. */
function belowLevel(service: ServiceDefinition, action: AnyAction, level: string): Denied {
  const required = titleOf(service, action.level)?.title ?? action.level;
  const current = titleOf(service, level)?.title ?? level;
  return denied(`“${action.title}” is part of ${required}; your plan is ${current}.`, {
    requiredLevel: action.level,
    alternatives: allowedActions(service, level),
  });
}

/** What is wrong with an input, in words for a model and a person. */
export const inputErrors = (error: z.ZodError): string =>
  shortened(
    error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; '),
    INPUT_ERRORS_CHARS,
  );

/**
 * The one place where it is decided whether a call may run: is the action in this service, is it
 * paused, does the level allow it,
 * are the arguments right, is the object theirs, do the action's own limits allow it, must the customer be asked.
 * Default: no. Whose call it is comes from the context, which comes from a verified token.
 */
export async function decide(
  call: Call,
  way: Way,
  context: ReadContext,
  pauses: readonly Pause[],
): Promise<Decision> {
  const { service, customer } = context;
  const action = service.actions.get(call.name);
  if (action === undefined) return refuse(failed('There is no such action.'));
  const pause = pauseOfAction(pauses, action.name, customer.level);
  if (pause !== undefined) return refuse(denied(pause.reason));
  if (!reaches(service, customer.level, action.level))
    return refuse(belowLevel(service, action, customer.level));
  const parsed = action.input.safeParse(call.input);
  if (!parsed.success) return refuse(failed(`The input is not right: ${inputErrors(parsed.error)}.`));
  const input: Record<string, unknown> = parsed.data;
  for (const { kind, id } of objectIdsIn(action.input, input)) {
    if ((await context.objects.get(kind, id)) === undefined)
      return refuse(failed(`You have no such ${kind}.`));
  }
  const limited = await action.authorize?.(input, context);
  if (limited !== undefined) return refuse(limited);
  if (action.approval === undefined || way === 'approval') return { kind: 'allow', action, input };
  if (way === 'timer') return refuse(denied(`“${action.title}” needs your yes, so it can't run by itself.`));
  return { kind: 'ask', action, input, title: await action.approval(input, context) };
}

/** A parsed input as JSON. Sound: actions' inputs are made of JSON alone, which zod has checked. */
export const asJson = (input: unknown): Json => JSON.parse(JSON.stringify(input ?? null)) as Json;
