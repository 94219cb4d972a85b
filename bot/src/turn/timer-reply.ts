import type { Chunk } from '@agentic-service-bot/protocol';
import type { LanguageModelV4ToolCall } from '@ai-sdk/provider';
import { callsOf, toolCallId } from '../conversation/calls.ts';
import type { Draft } from '../conversation/change.ts';
import type { LoggedFrame } from '../conversation/entry.ts';
import { metadataOf } from '../conversation/metadata.ts';
import type { ConversationState, Origin } from '../conversation/state.ts';
import type { StoredStep } from '../conversation/step.ts';
import type { ServiceDefinition, TimerPlan } from '../definition/index.ts';
import type { Timer } from '../ports/scheduler.ts';
import { callChunk } from './call-chunk.ts';
import { missedWords } from './words.ts';

/** A timer's planned time that has come. */
export interface Firing {
  readonly timer: Timer;
  readonly plan: TimerPlan;
  readonly plannedAt: Date;
  /** The reply's id: the same each time that this timer is fired for this time. */
  readonly messageId: string;
  /** Whether it is too late for anything to be done. */
  readonly isMissed: boolean;
}

/** The entry that begins a timer's reply: its calls stand in it as if a model had made them, or it says that nothing ran. */
export function timerReply(
  service: ServiceDefinition,
  firing: Firing,
  state: ConversationState,
  seq: number,
  now: Date,
): Draft {
  const { messageId } = firing;
  const messageMetadata = metadataOf(service, now, []);
  const { chunks, origin, ...stored } = firing.isMissed ? missed(firing) : called(service, firing);
  return {
    frames: [{ type: 'start', messageId, messageMetadata } as const, ...chunks].map((chunk): LoggedFrame => ({
      type: 'chunk',
      messageId,
      chunk,
    })),
    ...stored,
    state: {
      ...state,
      reply: { messageId, from: seq, since: seq, writes: 0, cancelled: false, origin },
    },
  };
}

/** What the reply begins with, beside its `start`, and what is stored with that. */
interface Beginning {
  readonly chunks: readonly Chunk[];
  readonly origin: Origin;
  readonly step?: StoredStep;
}

function called(service: ServiceDefinition, { plan, messageId }: Firing): Beginning {
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

const missed = ({ plan, timer, plannedAt }: Firing): Beginning => ({
  chunks: [],
  origin: { kind: 'words', text: missedWords(plan.title, plannedAt, timer.timeZone) },
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
