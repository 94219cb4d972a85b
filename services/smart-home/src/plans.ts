import type { ServiceDefinition, ServiceLevel } from '@agentic-service-bot/bot/definition';
import { deviceLimit, levels } from './levels.ts';
import { counted } from './words.ts';

const rank = (name: string): number => levels.findIndex((level) => level.name === name);

export const isHigher = (level: string, than: string): boolean => rank(level) > rank(than);

/** Titles of the actions, in lower case, that `high` allows and `low` does not. */
export const actionsBetween = (
  service: Pick<ServiceDefinition, 'actions'>,
  low: string,
  high: string,
): string[] =>
  [...service.actions.values()]
    .filter(({ level }) => isHigher(level, low) && !isHigher(level, high))
    .map(({ title }) => title.toLowerCase());

/** `Premium ($9.99/month)`. */
export const planWords = ({ title, price }: Pick<ServiceLevel, 'title' | 'price'>): string =>
  `${title} (${price})`;

/** `room for 3 devices`. */
export const roomWords = (level: ServiceLevel): string => `room for ${counted(deviceLimit(level), 'device')}`;

/** The plans, each with the words that name it. */
export const planChoice = {
  basic: ['basic', 'free', 'the free plan'],
  premium: ['premium', 'the premium plan', 'plus'],
  enterprise: ['enterprise', 'the enterprise plan', 'the biggest plan'],
} as const;
