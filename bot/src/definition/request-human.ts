import * as z from 'zod';
import { defineAction, type AnyAction } from './action.ts';
import { done } from './outcome.ts';
import { text } from './slot.ts';
import { hoursInWords, isOpen } from './support-hours.ts';

/** Its name, in every service. */
export const REQUEST_HUMAN = 'request_human';

/**
 * The action by which the bot gives a conversation to a person: every service has it.
 *
 * @param level the service's lowest level, so that everybody may ask for a person.
 */
export const requestHuman = (level: string): AnyAction =>
  defineAction({
    name: REQUEST_HUMAN,
    title: 'Talk to a person',
    description:
      'Hands the conversation over to a person of customer service, on request or where nothing else helps.',
    level,
    effect: 'idempotent',
    input: z.object({
      reason: text({ description: 'Why, in a few words, for the person who takes over.' }).optional(),
    }),
    examples: [
      { say: 'let me talk to someone', input: {} },
      { say: 'I want to speak to a human', input: {} },
      { say: 'can I talk to a real person', input: {} },
      { say: 'connect me to customer service', input: {} },
      { say: 'get me an agent', input: {} },
    ],
    claims: [
      ...['handed', 'passed on', 'transferred', 'escalated', 'forwarded', 'connected you'],
      ...[
        'notified',
        'alerted',
        'informed',
        'asked a',
        'asked our',
        'called a',
        'told a',
        'told our',
        'person been told',
      ],
    ],
    receipt: (result) => personWords(awayUntil.safeParse(result).data?.hours),
    run: (input, { service, now, requestHuman }) => {
      requestHuman(input.reason ?? 'The customer asked for a person.');
      const { supportHours } = service;
      const away = supportHours !== undefined && !isOpen(supportHours, now);
      return Promise.resolve(
        done(away ? { requested: true, hours: hoursInWords(supportHours) } : { requested: true }),
      );
    },
  });

const awayUntil = z.object({ hours: z.string() });

/** What a customer is told who has asked for a person. */
export const personWords = (hours: string | undefined): string =>
  hours === undefined
    ? 'I have asked a person to join this conversation. You can keep writing here meanwhile.'
    : `I have asked for a person. Our people are here ${hours} and will answer then. You can keep writing here meanwhile.`;
