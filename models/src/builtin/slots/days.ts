import { WEEKDAYS } from '@agentic-service-bot/bot/definition';
import type { DayPart, Weekday } from './moment.ts';

export const WORKDAYS = WEEKDAYS.slice(0, 5);
export const WEEKEND = WEEKDAYS.slice(5);

const PARTS: ReadonlySet<string> = new Set(['morning', 'afternoon', 'evening', 'night']);

export const weekday = (word: string): Weekday | undefined => WEEKDAYS.find((day) => day === word);
export const isPart = (word: string): word is DayPart => PARTS.has(word);
export const singular = (word: string): string => word.replace(/s$/u, '');
