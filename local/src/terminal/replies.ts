import type { CustomerSession, TranscriptEntry } from '@agentic-service-bot/frontend/session';
import { setImmediate } from 'node:timers/promises';
import { openQuestion } from './calls.ts';

/** What somebody said did not get through. The message says why. */
export class NotSent extends Error {}

const entriesOf = (session: CustomerSession): readonly TranscriptEntry[] =>
  session.current.get()?.state.get().entries ?? [];

/** The entries of the open conversation that answer the customer's latest message. */
export function latestReplies(session: CustomerSession): readonly TranscriptEntry[] {
  const entries = entriesOf(session);
  const question = entries.findLast(({ message }) => message.role === 'user');
  if (question === undefined) return [];
  return entries.filter(({ message }) => message.metadata.replyTo?.includes(question.message.id) === true);
}

/** Says something in the open conversation, and waits until it is answered. @throws NotSent */
export async function say(session: CustomerSession, text: string): Promise<void> {
  const conversation = session.current.get();
  const said = (): number => entriesOf(session).filter(({ message }) => message.role === 'user').length;
  const before = said();
  const earlier = new Set(conversation?.state.get().outgoing.map(({ requestId }) => requestId));
  conversation?.say(text);
  await until(session, () => {
    const mine = conversation?.state.get().outgoing.find(({ requestId }) => !earlier.has(requestId));
    if (mine?.refusal !== undefined) throw new NotSent(mine.refusal.message);
    const replies = latestReplies(session);
    return said() > before && replies.length > 0 && replies.every(({ writing }) => !writing);
  });
}

/** Answers what the bot has asked, and waits until it has gone on from there. @throws NotSent */
export async function answer(session: CustomerSession, approvalId: string, approved: boolean): Promise<void> {
  const refusal = await session.approve(approvalId, approved);
  if (refusal !== undefined) throw new NotSent(refusal.message);
  await until(session, () =>
    entriesOf(session).every(
      ({ message, writing }) => !writing && openQuestion(message)?.approvalId !== approvalId,
    ),
  );
}

/** Waits until `is` holds; it is asked whenever something of the session has changed. */
export async function until(session: CustomerSession, is: () => boolean): Promise<void> {
  const unsubscribes: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const check = (): void => {
        const connection = session.connection.get();
        try {
          if (connection === 'offline' || connection === 'signed-out') {
            throw new NotSent('The connection to the server is lost.');
          }
          if (is()) resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      unsubscribes.push(session.connection.subscribe(check), session.welcome.subscribe(check));
      const conversation = session.current.get()?.state.subscribe(check);
      if (conversation !== undefined) unsubscribes.push(conversation);
      check();
    });
    // The words of a reply whose end is known are folded in microtasks.
    await setImmediate();
  } finally {
    for (const unsubscribe of unsubscribes) unsubscribe();
  }
}
