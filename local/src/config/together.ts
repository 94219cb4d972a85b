import { BadModelSettings } from '@agentic-service-bot/models';
import { BadSettings } from './bad-settings.ts';

/**
 * What two readers of settings make of them.
 *
 * @throws BadSettings that names everything that is wrong for either of them.
 */
export async function together<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first(), second()]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  throw new BadSettings(
    [a, b].flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : [])),
  );
}

function problemsOf(error: unknown): readonly string[] {
  if (error instanceof BadSettings || error instanceof BadModelSettings) return error.problems;
  throw error;
}
