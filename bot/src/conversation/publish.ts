import type { ServerFrame } from '@agentic-service-bot/protocol';
import type { Connection } from '../ports/connections.ts';
import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { operatorView, summaryOf, wireFrames } from './view.ts';

/** Sends one frame to each socket whose token has not ended. */
async function sendAll(
  ports: Ports,
  connections: readonly Connection[],
  frames: readonly ServerFrame[],
): Promise<void> {
  const now = ports.now().toISOString();
  const texts = frames.map((frame) => JSON.stringify(frame));
  await Promise.all(
    connections
      .filter((connection) => connection.expiresAt > now)
      .map(async ({ id }) => {
        for (const text of texts) if ((await ports.connections.send(id, text)) === 'gone') return;
      }),
  );
}

/** Sends an appended entry to all who follow its conversation: the customer's sockets and watching operators. */
export async function publish(ports: Ports, entry: LogEntry): Promise<void> {
  const { conversationId, state } = entry;
  const [customers, watchers] = await Promise.all([
    ports.connections.ofPrincipal(state.customerId),
    ports.connections.watchers({ conversationId }),
  ]);
  await sendAll(ports, [...customers, ...watchers], wireFrames(entry, false));
  if (entry.frames.some((frame) => frame.type !== 'chunk')) await publishToInbox(ports, entry);
}

/** Tells operators who watch the inbox how a conversation stands now. */
async function publishToInbox(ports: Ports, entry: LogEntry): Promise<void> {
  const watchers = await ports.connections.watchers('inbox');
  if (watchers.length === 0) return;
  const customer = await ports.customers.get(entry.state.customerId);
  const conversation = operatorView(summaryOf(entry), customer, ports.now());
  await sendAll(ports, watchers, [{ type: 'conversation', conversation }]);
}
