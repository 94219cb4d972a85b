import type { Chunk, MessageMetadata } from '@agentic-service-bot/protocol';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { allCalls, shownCalls } from './calls.ts';
import { change, type Draft } from './change.ts';
import type { LogEntry, LoggedFrame } from './entry.ts';
import { ending, fold, readReply } from './fold.ts';
import { metadataOf } from './metadata.ts';
import { publish } from './publish.ts';
import type { ConversationState } from './state.ts';
import { usageOf } from './step.ts';
import { replyEnded, type Transition } from './transitions.ts';
import { hasToAnswer } from './undone.ts';

/**
 * Ends the open reply from outside its worker, with these last chunks. The worker finds out on its next append; what
 * it has begun is still finished and recorded, by another worker if it has died.
 *
 * @param then what changes with it, in the same write.
 * @returns the log's last entry, whose state has no such reply any more.
 */
export async function endOpenReply(
  ports: Ports,
  last: LogEntry,
  chunks: readonly Chunk[],
  then: (state: ConversationState) => Transition = (state) => ({ state, frames: [] }),
): Promise<LogEntry> {
  for (let known = last; ;) {
    const reply = known.state.reply;
    if (reply === undefined) return known;
    const { messageId, from } = reply;
    const logged = await readReply(ports.log, known, reply);
    const frames = ending(logged.frames, chunks).map((chunk): LoggedFrame => ({
      type: 'chunk',
      messageId,
      chunk,
    }));
    const message = await fold([...logged.frames, ...frames]);
    const shown = shownCalls(logged.frames);
    const isUnsettled = allCalls(logged.steps).some(({ toolCallId }) => !shown.has(toolCallId));
    const usage = usageOf(logged.steps);
    const before = known;
    let now = known;
    const entry = await change(
      ports,
      known.conversationId,
      (current): Draft | undefined => {
        now = current ?? before;
        // What the worker has added meanwhile belongs into the message: read again.
        if (current !== before) return undefined;
        const ended = then(replyEnded(current.state));
        const { state } = ended;
        const interrupted = isUnsettled ? { interrupted: [...(state.interrupted ?? []), reply] } : {};
        return {
          frames: [...frames, ...ended.frames],
          state: { ...state, ...interrupted },
          message: { from, message, ...(usage.length === 0 ? {} : { usage }) },
        };
      },
      known,
    );
    if (entry !== undefined) await publish(ports, entry);
    known = entry ?? now;
  }
}

/** Takes up messages that no reply has taken up, and ends that reply at once: the customer wants none. */
export async function dismissUnanswered(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
): Promise<LogEntry> {
  let now = last;
  const entry = await change(
    ports,
    last.conversationId,
    (current, seq) => {
      now = current ?? last;
      return hasToAnswer(now.state) ? dismissal(ports, service, now.state, seq) : undefined;
    },
    last,
  );
  if (entry !== undefined) await publish(ports, entry);
  return entry ?? now;
}

/** Words of the bot's own, as a whole message of which the first frame has this number. */
export async function spoken(
  ports: Pick<Ports, 'id' | 'now'>,
  service: ServiceDefinition,
  words: string,
  seq: number,
): Promise<Required<Pick<Draft, 'frames' | 'message'>>> {
  const id = 'words';
  return whole(ports, seq, metadataOf(service, ports.now(), []), [
    { type: 'start-step' },
    { type: 'text-start', id },
    { type: 'text-delta', id, delta: words },
    { type: 'text-end', id },
    { type: 'finish-step' },
    { type: 'finish' },
  ]);
}

/** A reply to all that is unanswered, which ends as soon as it has begun; nothing, if nothing is. */
export async function dismissal(
  ports: Pick<Ports, 'id' | 'now'>,
  service: ServiceDefinition,
  state: ConversationState,
  seq: number,
): Promise<Draft> {
  if (state.unanswered.length === 0) return { state, frames: [] };
  const messageMetadata = metadataOf(service, ports.now(), state.unanswered);
  const reply = await whole(ports, seq, messageMetadata, [{ type: 'abort' }]);
  return { ...reply, state: { ...state, unanswered: [] } };
}

/** A reply that is over as soon as it has begun. */
async function whole(
  ports: Pick<Ports, 'id'>,
  seq: number,
  messageMetadata: MessageMetadata,
  chunks: readonly Chunk[],
): Promise<Required<Pick<Draft, 'frames' | 'message'>>> {
  const messageId = ports.id();
  const start: Chunk = { type: 'start', messageId, messageMetadata };
  const frames = [start, ...chunks].map((chunk): LoggedFrame => ({ type: 'chunk', messageId, chunk }));
  return { frames, message: { from: seq, message: await fold(frames) } };
}
