import type { ConversationStatus } from '@agentic-service-bot/protocol';
import type { TranscriptEntry } from '../session/index.ts';

/** Whether the bot is at it: it writes, or owes an answer to what the customer has said. */
export function isWorking(entries: readonly TranscriptEntry[], status: ConversationStatus): boolean {
  if (status === 'human' || status === 'closed') return false;
  return entries.some(({ writing }) => writing) || owesAnswer(entries);
}

function owesAnswer(entries: readonly TranscriptEntry[]): boolean {
  const answered = new Set(entries.flatMap(({ message }) => message.metadata.replyTo ?? []));
  // What was said before a person joined was for that person.
  const lastPerson = entries.findLastIndex(({ message }) => message.metadata.author === 'operator');
  return entries
    .slice(lastPerson + 1)
    .some(({ message }) => message.metadata.author === 'customer' && !answered.has(message.id));
}
