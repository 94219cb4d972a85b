import type { StepCall } from '../conversation/calls.ts';
import { shortened } from '../conversation/size.ts';
import { receiptOf, type Outcome, type ServiceDefinition } from '../definition/index.ts';
import { RECEIPT_CHARS } from './limits.ts';

/** What became of one call: what the bot may speak of as having happened. */
export interface Receipt {
  readonly call: StepCall;
  readonly outcome: Outcome;
}

/** One or two sentences that tell a customer what became of a call, from the ledger alone. */
export function receiptWords(service: ServiceDefinition, { call, outcome }: Receipt): string {
  switch (outcome.status) {
    case 'done': {
      const action = service.actions.get(call.name);
      return action === undefined
        ? 'That is done.'
        : shortened(receiptOf(action, call.input, outcome.result), RECEIPT_CHARS);
    }
    case 'denied':
    case 'failed':
    case 'unknown':
      return outcome.reason;
  }
}

/** The bot's own words for what a model can't be asked to say. */
export const WORDS = {
  modelFailed:
    'I am sorry, I could not work that out just now. Please try again in a moment, or ask me for a person.',
  budgetSpent:
    'We have talked a lot today, and I can’t think about more before tomorrow (UTC). A person can help you now: just ask for one.',
  nothingSaid:
    'I am sorry, I have no answer to that. Could you put it another way, or would you like to talk to a person?',
  refused:
    'I am sorry, I can’t help with that. If you think that I should, a person can look at it: just ask for one.',
  twiceAtALoss:
    'I am sorry, I can’t help with that myself. I have asked a person to join this conversation. You can keep writing here meanwhile.',
  cutShort: '… I had to stop here. Ask me to go on if you need the rest.',
  stopped: 'You asked me to stop before this was begun, so it was not done.',
  noTime: 'There was no time left for this, so it was not done.',
  declined: 'All right, I will leave that as it is.',
  gaveUp:
    'I am sorry, something went wrong on our side and I could not finish this. I have asked a person to look at it.',
} as const;

/** What a customer is told of a timer whose time has passed, in the time zone of the timer. */
export function missedWords(title: string, plannedAt: Date, timeZone: string): string {
  const written = (form: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { ...form, timeZone }).format(plannedAt);
  const day = written({ weekday: 'long' });
  const time = written({ hour: '2-digit', minute: '2-digit' });
  return `${title} was due on ${day} at ${time}, and I could not begin it within an hour of that. It did not run. If you still want it, ask me to do it now.`;
}

/** What is said in the place of a sentence that claims what did not happen. */
export const NOT_DONE = 'I have not done that.';
