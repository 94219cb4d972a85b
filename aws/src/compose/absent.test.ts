import { expect, it } from 'vitest';
import { noAlerts, noScheduler } from './absent.ts';

it('what a function does not have can be passed on, and says so when it is used', async () => {
  await expect(noScheduler.cancel('ann', 'x')).rejects.toThrow('This function has no scheduler');
  const alert = { kind: 'waiting', conversationId: 'cv', priority: 'standard', waitingSince: '' } as const;
  await expect(noAlerts.raise(alert)).rejects.toThrow('This function has no alerts');
});
