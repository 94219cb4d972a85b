import { CustomerSession } from '@agentic-service-bot/frontend/session';
import { randomUUID } from 'node:crypto';
import type { ChatOptions } from './options.ts';
import { NotSent, until } from './replies.ts';
import { fetchToken, socketUrl } from './tokens.ts';

/**
 * Connects to the server.
 *
 * @throws UsageError if there is none, or it lets nobody in; NotSent if it can't be reached after all.
 */
export async function openSession(
  options: ChatOptions,
  fetch: typeof globalThis.fetch,
): Promise<CustomerSession> {
  // Asked for first by itself, to say what is wrong; a session would go on trying.
  let token: string | undefined = await fetchToken(options, fetch);
  const session = new CustomerSession({
    openSocket: (subprotocols) => new WebSocket(socketUrl(options.url), subprotocols),
    fetchToken: async () => {
      const first = token;
      token = undefined;
      return first ?? (await fetchToken(options, fetch));
    },
    greeting: Intl.DateTimeFormat().resolvedOptions(),
    clock: {
      now: () => Date.now(),
      after: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
    },
    random: () => Math.random(),
    newId: () => randomUUID(),
  });
  try {
    session.start();
    await until(session, () => {
      if (session.connection.get() === 'reconnecting') {
        throw new NotSent(`The server at ${options.url.origin} does not let you in: is the token right?`);
      }
      return session.welcome.get() !== undefined;
    });
    return session;
  } catch (error) {
    session.signOut();
    throw error;
  }
}
