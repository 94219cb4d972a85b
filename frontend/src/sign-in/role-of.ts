import type { Principal } from '@agentic-service-bot/protocol';
import { Line } from '../session/index.ts';
import type { LineOptions } from '../session/index.ts';

/**
 * Asks the server in which role somebody is there: it reads the token, the page does not.
 *
 * @throws if the server does not welcome them
 */
export function roleOf(
  options: Pick<LineOptions, 'openSocket' | 'token' | 'greeting' | 'clock'>,
): Promise<Principal['role']> {
  return new Promise((resolve, reject) => {
    const line = new Line({
      ...options,
      onWelcome: ({ principal }) => {
        line.close();
        resolve(principal.role);
      },
      onFrame: () => undefined,
      onEnd: () => reject(new Error('The server did not let you in.')),
    });
  });
}
