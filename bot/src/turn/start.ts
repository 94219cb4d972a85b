import type { MessageMetadata } from '@agentic-service-bot/protocol';
import { answerFrames } from '../conversation/approval.ts';
import { change, type Draft } from '../conversation/change.ts';
import type { LogEntry, LoggedFrame } from '../conversation/entry.ts';
import type {
  ApprovalAnswer,
  ConversationState,
  HeldTokens,
  OpenApproval,
  OpenReply,
  Origin,
} from '../conversation/state.ts';
import { approvalClosed, waiting } from '../conversation/transitions.ts';
import type { ServiceDefinition, SupportPriority } from '../definition/index.ts';
import { priorityOf } from '../policy/decide.ts';
import { pauseOfBot } from '../policy/paused.ts';
import type { Ports } from '../ports/ports.ts';
import { readMessages } from './history.ts';
import { Lately } from './lately.ts';
import type { Seen } from './seen.ts';
import { turnId } from './turn-id.ts';
import { yesOrNo } from './yes-no.ts';

/** Whether the bot has something to answer. */
export const hasToAnswer = (state: ConversationState): boolean =>
  state.reply === undefined &&
  state.unanswered.length > 0 &&
  (state.status === 'bot' || state.status === 'waiting');

/** Whether a worker is to come: a ring for it is under way, or has got lost. */
export const isLeftUndone = (state: ConversationState): boolean =>
  state.reply !== undefined ||
  hasToAnswer(state) ||
  state.interrupted !== undefined ||
  state.handingBack === true;

/** What the bot's messages say of themselves. */
export const metadataOf = (
  service: ServiceDefinition,
  now: Date,
  replyTo: readonly string[],
): MessageMetadata => ({
  author: 'bot',
  name: service.title,
  createdAt: now.toISOString(),
  replyTo: [...replyTo],
});

/** Begins the reply to all messages that are unanswered, or the one that a typed yes or no continues. */
export async function startReply(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
  lately = new Lately(ports, service, last.state.customerId),
): Promise<LogEntry | undefined> {
  const { approval, unanswered } = last.state;
  const next = approval?.next;
  const typed =
    next === undefined || !unanswered.includes(next)
      ? undefined
      : yesOrNo(await textOf(ports, last.conversationId, next));
  const messageId = turnId(ports.now(), ports.id());
  const paused = await pausedWords(service, lately.seen);
  let held: HeldTokens | undefined;
  const entry = await change(
    ports,
    last.conversationId,
    (now, seq) => {
      held = undefined;
      if (now === undefined || !hasToAnswer(now.state)) return undefined;
      const open = now.state.approval;
      if (typed !== undefined && next !== undefined && open !== undefined && open.id === approval?.id) {
        return answer(now.state, open, typed, { wordsHere: false, replyTo: [next] }, seq);
      }
      const replyTo = now.state.unanswered;
      const start = {
        type: 'start',
        messageId,
        messageMetadata: metadataOf(service, ports.now(), replyTo),
      } as const;
      const origin: Origin =
        paused === undefined ? { kind: 'messages', replyTo } : { kind: 'words', text: paused.words };
      const { held: inHand, ...rest } = now.state;
      held = inHand;
      const state = {
        ...rest,
        unanswered: [],
        reply: { messageId, from: seq, since: seq, writes: 0, cancelled: false, origin },
      };
      const frames: LoggedFrame[] = [{ type: 'chunk', messageId, chunk: start }];
      if (paused === undefined) return { frames, state };
      const handOff = waiting(state, 'The bot is paused.', paused.priority, ports.now());
      return { frames: [...frames, ...handOff.frames], state: handOff.state };
    },
    last,
  );
  lately.followers.forget();
  lately.held = held;
  if (entry !== undefined) await lately.followers.publish(entry);
  return entry;
}

/** What a customer is told, and how urgent it is, while the bot is switched off for them. */
async function pausedWords(
  service: ServiceDefinition,
  seen: Seen,
): Promise<{ words: string; priority: SupportPriority } | undefined> {
  const pauses = await seen.pauses();
  if (pauses.length === 0) return undefined;
  const { level } = (await seen.customer()).customer;
  const pause = pauseOfBot(pauses, level);
  return pause === undefined ? undefined : { words: pause.reason, priority: priorityOf(service, level) };
}

/** Takes the customer's answer to the open approval: it is closed, and the asking reply is open again, or next. */
export function answer(
  state: ConversationState,
  approval: OpenApproval,
  approved: boolean,
  words: Pick<ApprovalAnswer, 'wordsHere' | 'replyTo'>,
  seq: number,
): Draft {
  const { id: approvalId, messageId, from, origin, step, call, inputHash } = approval;
  const reply: OpenReply = {
    messageId,
    from,
    since: seq,
    writes: 0,
    origin,
    cancelled: false,
    answer: { approvalId, step, call, inputHash, approved, ...words },
  };
  return {
    frames: answerFrames(approval, approved),
    state: {
      ...approvalClosed(state),
      unanswered: state.unanswered.filter((id) => !words.replyTo.includes(id)),
      ...(state.reply === undefined ? { reply } : { queued: reply }),
    },
  };
}

/** The text of a message that was written lately. */
async function textOf(ports: Ports, conversationId: string, messageId: string): Promise<string> {
  const recent = await readMessages(ports.log, conversationId, undefined, 20);
  const parts = recent.find(({ message }) => message.id === messageId)?.message.parts ?? [];
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
