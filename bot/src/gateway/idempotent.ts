import { REQUEST_ID_TTL_MS, type AcceptedFrame } from '@agentic-service-bot/protocol';
import { appendedSince } from '../conversation/appended-since.ts';
import { change, type Draft } from '../conversation/change.ts';
import { lastSeq, type LogEntry } from '../conversation/entry.ts';
import { publish } from '../conversation/publish.ts';
import { hasToAnswer } from '../conversation/undone.ts';
import { summaryOf } from '../conversation/view.ts';
import type { Json } from '../definition/index.ts';
import { hash } from '../policy/hash.ts';
import type { Ports } from '../ports/ports.ts';
import { refusal, type Refusal, type Sender } from './socket.ts';

/** A request that must have its effect once, however often it is sent. */
export interface Request {
  readonly requestId: string;
  /** What must be the same when it is sent again. */
  readonly content: Json;
  readonly conversationId: string;
  /** The message that it makes or answers. */
  readonly messageId: string;
  /** The conversation's last entry as it was when the request came. */
  readonly last: LogEntry | undefined;
  /** Whether an entry is this request's doing. */
  readonly isMine: (entry: LogEntry, messageId: string) => boolean;
  /** The entry to append, or why not. */
  readonly draft: (last: LogEntry | undefined, messageId: string, seq: number) => Draft | Refusal;
}

/**
 * Carries out a request once: its id is claimed first, then its entry is appended, unless an earlier try has done so.
 * Whoever sends it again gets the same answer, and what a crash left out is made good.
 */
export async function once(ports: Ports, sender: Sender, request: Request): Promise<AcceptedFrame | Refusal> {
  const { requestId, content } = request;
  const now = ports.now();
  const after = request.last === undefined ? 0 : lastSeq(request.last);
  const mine = {
    hash: hash(content),
    conversationId: request.conversationId,
    messageId: request.messageId,
    after,
  };
  const expiresAt = new Date(now.getTime() + REQUEST_ID_TTL_MS);
  const claimed = await ports.requests.claim(sender.principal.id, requestId, mine, now, expiresAt);
  if (claimed.hash !== mine.hash)
    return refusal('conflict', 'This requestId was used before, with other content.');
  const { conversationId, messageId } = claimed;
  const accepted: AcceptedFrame = { type: 'accepted', requestId, conversationId, messageId };

  // Another try of the same request may be under way: what was appended since the claim may be its entry.
  const done = appendedSince(ports.log, conversationId, claimed.after, (entry) =>
    request.isMine(entry, messageId),
  );
  const known =
    conversationId === request.conversationId ? request.last : await ports.log.last(conversationId);
  let refused: Refusal | undefined;
  const entry = await change(
    ports,
    conversationId,
    async (last, seq) => {
      if ((await done(last)) !== undefined) return undefined;
      const draft = request.draft(last, messageId, seq);
      if (!('code' in draft)) return draft;
      refused = draft;
      return undefined;
    },
    known,
  );
  if (refused !== undefined) return refused;
  // Whoever says hello now is told of the conversation, in its list or by its frames.
  if (entry !== undefined && !isLeftToReply(entry)) await ports.conversations.put(summaryOf(entry));
  await ports.inbox.ring(conversationId);
  // Last: what is not shown is asked for when its number is missing, a ring that is lost only by who looks.
  if (entry !== undefined) await publish(ports, entry);
  return accepted;
}

/** Whether a reply is about to come whose end lists the conversation anew: to list it twice would help nobody. */
const isLeftToReply = ({ seq, frames, state }: LogEntry): boolean =>
  seq > 1 &&
  (state.reply !== undefined || hasToAnswer(state)) &&
  frames.every(({ type }) => type !== 'conversation');
