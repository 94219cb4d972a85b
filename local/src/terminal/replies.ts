import type { CustomerSession, TranscriptEntry } from '@agentic-service-bot/frontend/session';
import { setImmediate } from 'node:timers/promises';
import { openQuestion } from './calls.ts';

/** What somebody said did not get through, or nobody answers it here. The message says why. */
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

/**
 * Says something in the open conversation, and waits until it is answered. A person takes their time: when it is theirs to
 * answer nobody waits for that.
 *
 * @param signal ends the wait, and nothing else
 * @returns whether it is answered
 * @throws NotSent
 */
export async function say(session: CustomerSession, text: string, signal?: AbortSignal): Promise<boolean> {
  const conversation = session.current.get();
  const said = (): number => entriesOf(session).filter(({ message }) => message.role === 'user').length;
  const before = said();
  const earlier = new Set(conversation?.state.get().outgoing.map(({ requestId }) => requestId));
  conversation?.say(text);
  const isAnswered = (): boolean => {
    const replies = latestReplies(session);
    return said() > before && replies.length > 0 && replies.every(({ writing }) => !writing);
  };
  const check = (): boolean => {
    const mine = conversation?.state.get().outgoing.find(({ requestId }) => !earlier.has(requestId));
    if (mine?.refusal !== undefined) throw new NotSent(mine.refusal.message);
    return isAnswered() || (said() > before && isWithPerson(session));
  };
  await until(session, check, signal);
  return isAnswered();
}

/** A person answers in the open conversation, and the bot is silent. */
function isWithPerson(session: CustomerSession): boolean {
  const { conversations } = session.conversations.get();
  return conversations.find(({ id }) => id === session.current.get()?.id)?.status === 'human';
}

/**
 * Answers what the bot has asked, and waits until it has gone on from there.
 *
 * @param signal ends the wait, and nothing else
 * @throws NotSent
 */
export async function answer(
  session: CustomerSession,
  approvalId: string,
  approved: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const refusal = await session.approve(approvalId, approved);
  if (refusal !== undefined) throw new NotSent(refusal.message);
  const hasGoneOn = (): boolean =>
    entriesOf(session).every(
      ({ message, writing }) => !writing && openQuestion(message)?.approvalId !== approvalId,
    );
  await until(session, hasGoneOn, signal);
}

/** Waits until `is` holds, or `signal` says so; it is asked whenever something of the session has changed. */
export async function until(
  session: CustomerSession,
  is: () => boolean,
  signal?: AbortSignal,
): Promise<void> {
  const unsubscribes: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const check = (): void => {
        const connection = session.connection.get();
        try {
          if (connection === 'offline' || connection === 'signed-out') {
            throw new NotSent('The connection to the server is lost.');
          }
          if (signal?.aborted === true || is()) resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const { connection, welcome, conversations, current } = session;
      for (const changing of [connection, welcome, conversations, current.get()?.state])
        if (changing !== undefined) unsubscribes.push(changing.subscribe(check));
      signal?.addEventListener('abort', check);
      unsubscribes.push(() => signal?.removeEventListener('abort', check));
      check();
    });
    // The words of a reply whose end is known are folded in microtasks.
    await setImmediate();
  } finally {
    for (const unsubscribe of unsubscribes) unsubscribe();
  }
}
