import { answer } from '../conversation/answer.ts';
import { change } from '../conversation/change.ts';
import type { LogEntry, LoggedFrame } from '../conversation/entry.ts';
import { readMessages } from '../conversation/messages.ts';
import { metadataOf } from '../conversation/metadata.ts';
import type { HeldTokens, Origin } from '../conversation/state.ts';
import { waiting } from '../conversation/transitions.ts';
import { hasToAnswer } from '../conversation/undone.ts';
import type { ServiceDefinition, SupportPriority } from '../definition/index.ts';
import { priorityOf } from '../policy/decide.ts';
import { pauseOfBot } from '../policy/paused.ts';
import type { Ports } from '../ports/ports.ts';
import { Lately } from './lately.ts';
import type { Seen } from './seen.ts';
import { turnId } from './turn-id.ts';
import { yesOrNo } from './yes-no.ts';

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

/** The text of a message that was written lately. */
async function textOf(ports: Ports, conversationId: string, messageId: string): Promise<string> {
  const recent = await readMessages(ports.log, conversationId, undefined, 20);
  const parts = recent.find(({ message }) => message.id === messageId)?.message.parts ?? [];
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
