import type { CustomerSession } from '@agentic-service-bot/frontend/session';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { messageText } from './message-text.ts';
import { latestReplies, NotSent, say } from './replies.ts';

/**
 * Says each line of `input`, one after the other's answer, and prints the replies and nothing else.
 *
 * @throws NotSent
 */
export async function chatPiped(
  session: CustomerSession,
  input: Readable,
  write: (text: string) => void,
): Promise<void> {
  session.openNew();
  for await (const line of createInterface({ input })) {
    const text = line.trim();
    if (text === '') continue;
    if (!(await say(session, text)))
      throw new NotSent('A person has taken the conversation over: read on where there is a screen.');
    for (const { message } of latestReplies(session)) write(`${messageText(message)}\n`);
  }
}
