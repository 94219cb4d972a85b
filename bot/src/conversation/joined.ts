import type { Ports } from '../ports/ports.ts';
import { change } from './change.ts';
import type { LogEntry } from './entry.ts';
import { publish } from './publish.ts';

/**
 * Somebody follows the conversation from now on. If a reply is open there, its worker is told, who has read already to whom it
 * is shown: by an entry that takes the next number, so that the worker's next append fails. It has no part in the message.
 */
export async function joined(ports: Ports, last: LogEntry): Promise<void> {
  if (last.state.reply === undefined) return;
  const entry = await change(
    ports,
    last.conversationId,
    (now) => {
      const reply = now?.state.reply;
      if (now === undefined || reply === undefined) return undefined;
      const chunk = { type: 'data-joined', data: {}, transient: true } as const;
      return { frames: [{ type: 'chunk', messageId: reply.messageId, chunk }], state: now.state };
    },
    last,
  );
  if (entry !== undefined) await publish(ports, entry);
}
