import type { CustomerSession } from '@agentic-service-bot/frontend/session';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { messageText } from './message-text.ts';
import { latestReplies, NotSent, say } from './replies.ts';

/** What a chat through a pipe needs besides its lines. */
export interface Pipe {
  /** Prints a reply. */
  readonly write: (text: string) => void;
  /** Says something that is no reply. */
  readonly note: (text: string) => void;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/**
 * Says each line of `input`, one after the other's answer, and prints the replies and nothing else. What is too much for
 * a minute is said in the next one.
 *
 * @throws NotSent
 */
export async function chatPiped(session: CustomerSession, input: Readable, pipe: Pipe): Promise<void> {
  session.openNew();
  for await (const line of createInterface({ input })) {
    const text = line.trim();
    if (text === '') continue;
    if (!(await sayInTime(session, text, pipe)))
      throw new NotSent('A person has taken the conversation over: read on where there is a screen.');
    for (const { message } of latestReplies(session)) pipe.write(`${messageText(message)}\n`);
  }
}

/** Says something, as often as the server asks to wait and say it again. Returns whether it is answered. */
async function sayInTime(session: CustomerSession, text: string, { note, wait }: Pipe): Promise<boolean> {
  for (;;) {
    try {
      return await say(session, text);
    } catch (error) {
      const conversation = session.current.get();
      const refused = conversation?.state.get().outgoing.find(({ refusal }) => refusal !== undefined);
      const waitMs = refused?.refusal?.retryAfterMs;
      if (!(error instanceof NotSent) || refused === undefined || waitMs === undefined) throw error;
      note(`${error.message} It is sent again in ${Math.ceil(waitMs / 1_000)} s.\n`);
      conversation?.discard(refused.requestId);
      await wait(waitMs);
    }
  }
}
