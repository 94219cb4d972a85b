import type { ServiceLevel } from '@agentic-service-bot/bot/definition';

/** The plans, from the lowest to the highest. `devices` is the most devices a home may have on it. */
export const levels = [
  {
    name: 'basic',
    title: 'Basic',
    price: 'free',
    priority: 'standard',
    limits: new Map([['devices', 1]]),
    tokensPerDay: 200_000,
  },
  {
    name: 'premium',
    title: 'Premium',
    price: '$9.99/month',
    priority: 'priority',
    limits: new Map([['devices', 3]]),
    tokensPerDay: 600_000,
  },
  {
    name: 'enterprise',
    title: 'Enterprise',
    price: '$29.99/month',
    priority: 'dedicated',
    limits: new Map([['devices', 10]]),
    tokensPerDay: 2_000_000,
  },
] as const satisfies readonly ServiceLevel[];

/** The most devices a level allows. */
export const deviceLimit = (level: ServiceLevel): number => level.limits.get('devices') ?? 0;

/** The level of that name. An unknown one reads as the lowest; the choke point lets nobody act on it. */
export const levelNamed = (name: string): ServiceLevel =>
  levels.find((level) => level.name === name) ?? levels[0];

/** The lowest level with room for that many devices. */
export const levelWithRoomFor = (devices: number): ServiceLevel | undefined =>
  levels.find((level) => deviceLimit(level) >= devices);
