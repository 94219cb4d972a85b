import type { Identity } from '@agentic-service-bot/bot';
import { countingIds, ManualClock, memoryPorts } from '@agentic-service-bot/bot/testing';

/** Ports in memory, with the clock that they go by. */
export function memory() {
  const clock = new ManualClock();
  return { clock, ports: memoryPorts({ now: clock.now, id: countingIds() }) };
}

/** A customer whose token ends in 2030. */
export const ann: Identity = {
  principal: { id: 'ann', name: 'Ann', role: 'customer' },
  expiresAt: '2030-01-01T00:00:00.000Z',
  claims: {},
};
