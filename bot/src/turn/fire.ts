import type { Chunk } from '@agentic-service-bot/protocol';
import type { LanguageModelV4ToolCall } from '@ai-sdk/provider';
import { newConversation } from '../conversation/begin.ts';
import { change } from '../conversation/change.ts';
import type { LogEntry, LoggedFrame } from '../conversation/entry.ts';
import { publish } from '../conversation/publish.ts';
import type { Origin } from '../conversation/state.ts';
import type { StoredStep } from '../conversation/step.ts';
import { summaryOf } from '../conversation/view.ts';
import type { ServiceDefinition, TimerPlan } from '../definition/index.ts';
import { readContext } from '../policy/context.ts';
import { priorityOf } from '../policy/decide.ts';
import { hash } from '../policy/hash.ts';
import { fault } from '../ports/fault.ts';
import type { Ports } from '../ports/ports.ts';
import { TIMER_GRACE_MS, type Timer } from '../ports/scheduler.ts';
import { callChunk, callsOf, toolCallId } from './calls.ts';
import { readMessages } from './history.ts';
import { metadataOf } from './start.ts';
import { turnId } from './turn-id.ts';
import { missedWords } from './words.ts';

/** An id that is the same each time this timer fires. */
const idOf = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${hash(parts).slice(0, 22).replaceAll('-', 'A').replaceAll('_', 'B')}`;

/**
 * Begins the reply of a firing timer: its calls stand in it as if a model had made them, so that the worker runs them like any
 * other reply, through the choke point, once. Nobody needs to be there; the customer finds the outcome. One that is later than
 * `TIMER_GRACE_MS` calls nothing: the reply says so.
 *
 * @returns `busy` while the conversation has another reply open.
 */
export async function fire(
  ports: Ports,
  service: ServiceDefinition,
  timer: Timer,
  plannedAt: Date,
): Promise<'done' | 'busy'> {
  const customer = await ports.customers.get(timer.customerId);
  if (customer === undefined) return 'done';
  const plan = await service.timer(timer.id, readContext(ports, service, customer));
  if (plan === undefined) return 'done';
  const messageId = turnId(plannedAt, idOf('t', timer.customerId, timer.id));
  const isMissed = ports.now().getTime() - plannedAt.getTime() > TIMER_GRACE_MS;
  const { conversationId, last } = await placeOf(ports, timer);
  if (last !== undefined) {
    const recent = await readMessages(ports.log, conversationId, undefined, 50);
    if (recent.some(({ message }) => message.id === messageId)) return 'done';
  }
  const seen = { busy: false };
  const entry = await change(
    ports,
    conversationId,
    (now, seq) => {
      const open = now?.state.reply;
      seen.busy = open !== undefined && open.messageId !== messageId;
      if (open !== undefined) return undefined;
      const begun =
        now?.state ??
        newConversation(customer.id, plan.title, priorityOf(service, customer.level), ports.now());
      const messageMetadata = metadataOf(service, ports.now(), []);
      const { chunks, origin, ...stored } = isMissed
        ? missed(plan.title, timer, plannedAt)
        : called(service, plan, messageId);
      return {
        frames: [{ type: 'start', messageId, messageMetadata } as const, ...chunks].map(
          (chunk): LoggedFrame => ({ type: 'chunk', messageId, chunk }),
        ),
        ...stored,
        state: {
          ...begun,
          reply: {
            messageId,
            from: seq,
            since: seq,
            writes: 0,
            cancelled: false,
            origin,
          },
        },
      };
    },
    last,
  );
  if (seen.busy) return 'busy';
  if (entry !== undefined) {
    if (isMissed) {
      const error = `Not fired, more than an hour late: planned for ${plannedAt.toISOString()}.`;
      ports.telemetry.report(fault('timer', error, conversationId));
    }
    // Whoever says hello now is told of the conversation, in its list or by its frames.
    await ports.conversations.put(summaryOf(entry));
    await publish(ports, entry);
  }
  await ports.inbox.ring(conversationId);
  return 'done';
}

/** The conversation that set the timer up, or, where the bot can't speak there, one for this timer alone. */
async function placeOf(
  ports: Ports,
  timer: Timer,
): Promise<{ conversationId: string; last: LogEntry | undefined }> {
  const last = await ports.log.last(timer.conversationId);
  const status = last?.state.status;
  if (last?.state.customerId === timer.customerId && (status === 'bot' || status === 'waiting')) {
    return { conversationId: timer.conversationId, last };
  }
  for (let n = 0; ; n++) {
    const conversationId = idOf('cv', timer.customerId, timer.id, String(n));
    const own = await ports.log.last(conversationId);
    if (own === undefined || own.state.status === 'bot' || own.state.status === 'waiting')
      return { conversationId, last: own };
  }
}

/** What a timer's reply begins with, beside its `start`, and what is stored with that. */
interface Beginning {
  readonly chunks: readonly Chunk[];
  readonly origin: Origin;
  readonly step?: StoredStep;
}

function called(service: ServiceDefinition, plan: TimerPlan, messageId: string): Beginning {
  const step = stepOf(plan, messageId);
  return {
    chunks: [
      { type: 'start-step' },
      { type: 'text-start', id: 'title' },
      { type: 'text-delta', id: 'title', delta: `${plan.title}:\n` },
      { type: 'text-end', id: 'title' },
      ...callsOf(step).map((call) => callChunk(service, call)),
    ],
    origin: { kind: 'timer', action: plan.action },
    step,
  };
}

const missed = (title: string, { timeZone }: Timer, plannedAt: Date): Beginning => ({
  chunks: [],
  origin: { kind: 'words', text: missedWords(title, plannedAt, timeZone) },
});

function stepOf(plan: TimerPlan, messageId: string): StoredStep {
  const calls = plan.calls.map(({ action, input }, index): LanguageModelV4ToolCall => ({
    type: 'tool-call',
    toolCallId: toolCallId(messageId, 0, index),
    toolName: action,
    input: JSON.stringify(input),
  }));
  const finishReason = { unified: 'tool-calls', raw: undefined } as const;
  return { messageId, index: 0, content: calls, finishReason, model: 'timer' };
}
