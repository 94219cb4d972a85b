import type { ServerFrame } from '@agentic-service-bot/protocol';
import type { Connection } from '../ports/connections.ts';
import type { Ports } from '../ports/ports.ts';
import type { LogEntry } from './entry.ts';
import { push, type Pushed } from './push.ts';
import { operatorView, summaryOf, wireFrames } from './view.ts';

/** Sends frames, in order, to each socket whose token has not ended. Returns what became of them, by the socket's id. */
async function sendAll(
  ports: Ports,
  connections: readonly Connection[],
  frames: readonly ServerFrame[],
  conversationId: string,
): Promise<ReadonlyMap<string, Pushed>> {
  const now = ports.now().toISOString();
  const texts = frames.map((frame) => JSON.stringify(frame));
  const open = connections.filter(({ expiresAt }) => expiresAt > now);
  const pushed = open.map(async ({ id }) => [id, await push(ports, id, texts, conversationId)] as const);
  return new Map(await Promise.all(pushed));
}

/**
 * Sends an appended entry to all who follow its conversation: the customer's sockets and watching operators.
 *
 * @param followers them, where they have been read lately.
 * @returns what became of it, by the socket's id.
 */
export async function publish(
  ports: Ports,
  entry: LogEntry,
  followers?: readonly Connection[],
): Promise<ReadonlyMap<string, Pushed>> {
  const { conversationId, state } = entry;
  const sockets = followers ?? (await ports.connections.followers(state.customerId, conversationId));
  const pushed = await sendAll(ports, sockets, wireFrames(entry, false), conversationId);
  if (concernsInbox(entry)) await publishToInbox(ports, entry);
  return pushed;
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
  await sendAll(ports, watchers, [{ type: 'conversation', conversation }], entry.conversationId);
}
