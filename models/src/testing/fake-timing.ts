import { sleep, type Timing } from '../resilience/timing.ts';

/** Time as Vitest's fake timers have it, and chance that never varies. */
export const fakeTiming = (random = 1): Timing => ({ now: () => Date.now(), random: () => random, sleep });
