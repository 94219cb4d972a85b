import { sleep, type Timing } from '@agentic-service-bot/models';

/** Time that goes faster than the world's, and no chance: waits are as short as they may be. */
export const fastTiming = (speed: number): Timing => ({
  now: () => Date.now() * speed,
  random: () => 0,
  sleep: (ms, signal) => sleep(ms / speed, signal),
});
