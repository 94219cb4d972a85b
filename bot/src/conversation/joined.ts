import type { Ports } from '../ports/ports.ts';
import { change } from './change.ts';
import type { LogEntry } from './entry.ts';
import { publish } from './publish.ts';
import type { ConversationState, OpenReply } from './state.ts';

/** Most sockets of which a reply remembers that they have joined: they stand in each of its entries. */
const JOINED_MAX = 20;

/** The open reply whose worker may not know yet that this socket follows the conversation. */
export function replyToJoin(state: ConversationState, connectionId: string): OpenReply | undefined {
  return state.reply?.joined?.includes(connectionId) === true ? undefined : state.reply;
}

/**
 * A socket follows the conversation from now on. If a reply is open there, its worker is told, who has read already to whom it
 * is shown: by an entry that takes the next number, so that the worker's next append fails. It has no part in the message.
 * Once for a reply: a worker that has been told goes on showing it to that socket.
 */
export async function joined(ports: Ports, last: LogEntry, connectionId: string): Promise<void> {
  const entry = await change(
    ports,
    last.conversationId,
    (now) => {
      const reply = now && replyToJoin(now.state, connectionId);
      if (now === undefined || reply === undefined) return undefined;
      const chunk = { type: 'data-joined', data: {}, transient: true } as const;
      const known = [...(reply.joined ?? []), connectionId].slice(-JOINED_MAX);
      return {
        frames: [{ type: 'chunk', messageId: reply.messageId, chunk }],
        state: { ...now.state, reply: { ...reply, joined: known } },
      };
    },
    last,
  );
  if (entry !== undefined) await publish(ports, entry);
}
