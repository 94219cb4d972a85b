import type { Leases } from '@agentic-service-bot/bot/ports';

/**
 * No leases: the queue gives a conversation to one worker at a time (its group), and again only once that worker's time is
 * over for certain (a function ends at 60 seconds, its message is hidden for 75). A lease saves work, it is not what makes
 * things happen once; two writes a turn would save none here.
 */
export const queueIsTheLease: Leases = {
  acquire: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};
