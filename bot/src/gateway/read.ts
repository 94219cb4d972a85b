import {
  CONVERSATIONS_PAGE,
  HISTORY_PAGE,
  RESUME_PAGE,
  type HistoryFrame,
  type ListConversationsFrame,
  type Principal,
  type ResumeFrame,
  type ServerFrame,
} from '@agentic-service-bot/protocol';
import { lastSeq, type LogEntry } from '../conversation/entry.ts';
import { newestVersions } from '../conversation/messages.ts';
import { view, wireFrames } from '../conversation/view.ts';
import type { Ports } from '../ports/ports.ts';
import { lastThatFit } from './fitting.ts';
import type { Refusal } from './socket.ts';

const echo = ({ requestId }: { requestId?: string | undefined }) =>
  requestId === undefined ? {} : { requestId };

/**
 * Sends again what a client has missed, one page at a time.
 *
 * @param refused given: what comes next will not be shown to this socket by itself. There is more then, and it is refused only
 *   who has all that there is: a client waits for as long as that says, and asks again.
 */
export async function resume(
  ports: Ports,
  frame: ResumeFrame,
  last: LogEntry,
  refused: Refusal | undefined,
): Promise<readonly ServerFrame[] | Refusal> {
  const { conversationId, after } = frame;
  const entries = await ports.log.after(conversationId, after, RESUME_PAGE);
  const missed = entries.flatMap((entry) => wireFrames(entry, true)).filter(({ seq }) => seq > after);
  const page = missed.slice(0, RESUME_PAGE);
  if (refused !== undefined && page.length === 0) return refused;
  // The page may end behind `last`, which was read before it.
  const seq = page.at(-1)?.seq ?? Math.min(after, lastSeq(last));
  const more = refused !== undefined || missed.length > page.length || entries.length === RESUME_PAGE;
  return [...page, { type: 'resumed', ...echo(frame), conversationId, seq, more }];
}

/**
 * A page of whole messages, and from where to resume what is not whole yet. What they took is for operators: it is no
 * business of a customer's.
 */
export async function history(
  ports: Ports,
  frame: HistoryFrame,
  last: LogEntry,
  role: Principal['role'],
): Promise<readonly ServerFrame[]> {
  const { conversationId, before } = frame;
  let known = last;
  let versions = await ports.log.messages(conversationId, before, HISTORY_PAGE + 1);
  // A reply that has ended meanwhile is whole: to resume from before it would bring it twice.
  while (versions.some(({ seq }) => seq > lastSeq(known))) {
    known = (await ports.log.last(conversationId)) ?? known;
    versions = await ports.log.messages(conversationId, before, HISTORY_PAGE + 1);
  }
  const messages = newestVersions(versions).map(({ from, message, usage }) => ({
    from,
    message,
    ...(usage === undefined || role === 'customer' ? {} : { usage: [...usage] }),
  }));
  const page = lastThatFit(messages.slice(-HISTORY_PAGE));
  // Of what was read, not of what is left of it: several versions may be of one message.
  const more = versions.length > HISTORY_PAGE || messages.length > page.length;
  const { reply, queued } = known.state;
  const open = [reply, queued].flatMap((part) => (part === undefined ? [] : [part.since - 1]));
  const seq = Math.min(lastSeq(known), ...open);
  return [{ type: 'history', ...echo(frame), conversationId, messages: [...page], more, seq }];
}

/** A page of a customer's conversations. */
export async function listConversations(
  ports: Ports,
  customerId: string,
  frame: ListConversationsFrame,
): Promise<readonly ServerFrame[]> {
  const { items, nextCursor } = await ports.conversations.ofCustomer(
    customerId,
    CONVERSATIONS_PAGE,
    frame.cursor,
  );
  const conversations = items.map((summary) => view(summary, ports.now()));
  return [
    {
      type: 'conversations',
      ...echo(frame),
      conversations,
      ...(nextCursor === undefined ? {} : { nextCursor }),
    },
  ];
}
