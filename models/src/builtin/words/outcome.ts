import type { AnyAction, ServiceDefinition, ServiceLevel } from '@agentic-service-bot/bot/definition';
import type { PastCall } from '../dialogue/transcript.ts';
import { listed, small } from './lists.ts';

/** What became of a call, in words for the customer. */
export function outcomeWords(
  { action: name, input, outcome }: PastCall,
  service: ServiceDefinition,
  level: string,
): string {
  const action = service.actions.get(name);
  if (outcome === undefined) return 'I could not finish that.';
  switch (outcome.status) {
    case 'done':
      return action === undefined ? 'That is done.' : receipt(action, input, outcome.result);
    case 'denied': {
      const required = service.levels.find((each) => each.name === outcome.requiredLevel);
      if (
        action !== undefined &&
        required !== undefined &&
        action.level === required.name &&
        isBelow(service, level, required)
      )
        return levelWords(action, required, service, level);
      return forCustomers(outcome.reason, 'That was not done, and nothing was changed.');
    }
    case 'failed':
    case 'unknown':
      return forCustomers(outcome.reason, 'I am sorry, that did not work.');
    case 'waiting':
      return 'That waits for your yes.';
  }
}

function receipt(
  action: AnyAction,
  input: Readonly<Record<string, unknown>>,
  result: Parameters<AnyAction['receipt']>[0],
): string {
  const parsed = action.input.safeParse(input);
  try {
    return parsed.success ? action.receipt(result, parsed.data) : 'That is done.';
  } catch {
    // A result that was cut to fit a prompt is no longer what the action wrote.
    return 'That is done.';
  }
}

/** A reason that speaks of the customer, or of inputs, was written for models. */
const forCustomers = (reason: string, otherwise: string): string =>
  /\bcustomer\b|\bcustomer['’]s\b|^The input\b|no such action/iu.test(reason) ? otherwise : reason;

const rankOf = ({ levels }: ServiceDefinition, level: string): number =>
  levels.findIndex(({ name }) => name === level);

export const isBelow = (service: ServiceDefinition, level: string, required: ServiceLevel): boolean =>
  rankOf(service, level) < rankOf(service, required.name);

/** Why a level does not allow an action, what would, and what is possible now. */
export function levelWords(
  action: AnyAction,
  required: ServiceLevel,
  service: ServiceDefinition,
  level: string,
): string {
  const current = service.levels.find(({ name }) => name === level);
  const now = current === undefined ? '' : `, and you are on ${current.title} (${current.price})`;
  const allowed = [...service.actions.values()].filter(
    (each) => rankOf(service, each.level) <= rankOf(service, level) && each.effect !== 'read',
  );
  const instead = listed(allowed.slice(0, 3).map(({ title }) => small(title)));
  return [
    `I am sorry, “${action.title}” is part of ${required.title} (${required.price})${now}.`,
    ...(instead === '' ? [] : [`What you can use now: ${instead}.`]),
  ].join(' ');
}
