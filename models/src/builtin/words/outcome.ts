import {
  receiptOf,
  type AnyAction,
  type ServiceDefinition,
  type ServiceLevel,
} from '@agentic-service-bot/bot/definition';
import type { PastCall } from '../dialogue/transcript.ts';
import { included, includes, levelNamed } from '../levels.ts';
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
      return action === undefined ? 'That is done.' : receiptOf(action, input, outcome.result);
    case 'denied': {
      const required = levelNamed(service, outcome.requiredLevel);
      // Where the level is not the reason, the reason is the action's own, and says more.
      return required !== undefined && action?.level === required.name && !includes(service, level, action)
        ? levelWords(action, required, service, level)
        : forCustomers(outcome.reason, 'That was not done, and nothing was changed.');
    }
    case 'failed':
    case 'unknown':
      return forCustomers(outcome.reason, 'I am sorry, that did not work.');
    case 'waiting':
      return 'That waits for your yes.';
  }
}

/** A reason that speaks of the customer, or of inputs, was written for models. */
const forCustomers = (reason: string, otherwise: string): string =>
  reason.trim() === '' || /\bcustomer\b|\bcustomer['’]s\b|^The input\b|no such action/iu.test(reason)
    ? otherwise
    : reason;

/** So many things that are possible now are named where something is not. */
const INSTEAD = 3;

/** Why a level does not allow an action, what would, and what is possible now. */
export function levelWords(
  action: AnyAction,
  required: ServiceLevel,
  service: ServiceDefinition,
  level: string,
): string {
  const current = levelNamed(service, level);
  const now = current === undefined ? '' : `, and you are on ${current.title} (${current.price})`;
  const possible = included(service, level).filter(({ effect }) => effect !== 'read');
  const instead = listed(possible.slice(0, INSTEAD).map(({ title }) => small(title)));
  return [
    `I am sorry, “${action.title}” is part of ${required.title} (${required.price})${now}.`,
    ...(instead === '' ? [] : [`What you can use now: ${instead}.`]),
  ].join(' ');
}
