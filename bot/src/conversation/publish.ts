import type { ServerFrame } from '@agentic-service-bot/protocol';
import type { Connection } from '../ports/connections.ts';
import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { operatorView, summaryOf, wireFrames } from './view.ts';

/** Sends frames, in order, to each socket whose token has not ended. Returns the ids of those that are gone. */
async function sendAll(
  ports: Ports,
  connections: readonly Connection[],
  frames: readonly ServerFrame[],
): Promise<ReadonlySet<string>> {
  const now = ports.now().toISOString();
  const texts = frames.map((frame) => JSON.stringify(frame));
  const gone = new Set<string>();
  await Promise.all(
    connections
      .filter((connection) => connection.expiresAt > now)
      .map(async ({ id }) => {
        for (const text of texts) {
          if ((await ports.connections.send(id, text)) === 'sent') continue;
          gone.add(id);
          return;
        }
      }),
  );
  return gone;
}

/**
 * Sends an appended entry to all who follow its conversation: the customer's sockets and watching operators.
 *
 * @param followers them, where they have been read lately.
 * @returns the ids of those whose sockets are gone.
 */
export async function publish(
  ports: Ports,
  entry: LogEntry,
  followers?: readonly Connection[],
): Promise<ReadonlySet<string>> {
  const { conversationId, state } = entry;
  const sockets = followers ?? (await ports.connections.followers(state.customerId, conversationId));
  const gone = await sendAll(ports, sockets, wireFrames(entry, false));
  if (concernsInbox(entry)) await publishToInbox(ports, entry);
  return gone;
}

/** Whether something is new for operators: a conversation, its status, or words that a person may be waited for with. */
const concernsInbox = ({ seq, frames, state }: LogEntry): boolean =>
  seq === 1 ||
  frames.some(({ type }) => type === 'conversation' || (type === 'message' && state.status !== 'bot'));

/** Tells operators who watch the inbox how a conversation stands now. */
async function publishToInbox(ports: Ports, entry: LogEntry): Promise<void> {
  const watchers = await ports.connections.watchers('inbox');
  if (watchers.length === 0) return;
  const customer = await ports.customers.get(entry.state.customerId);
  const conversation = operatorView(summaryOf(entry), customer, ports.now());
  await sendAll(ports, watchers, [{ type: 'conversation', conversation }]);
}
