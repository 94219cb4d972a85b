import type { LoggedFrame } from '../conversation/entry.ts';
import type { OpenReply } from '../conversation/state.ts';
import type { StoredStep } from '../conversation/step.ts';
import type { PlacedCall } from '../policy/perform.ts';
import type { Way } from '../ports/ledger.ts';
import { callsOf, type StepCall } from './calls.ts';
import type { Sight } from './seen.ts';

/** Whether the customer has said yes or no to this call. */
export const isAnswered = ({ answer }: OpenReply, { step, call }: StepCall): boolean =>
  answer?.step === step && answer.call === call;

/** By which way a call of a reply has come. */
export function wayOf(reply: OpenReply, call: StepCall): Way {
  if (isAnswered(reply, call)) return 'approval';
  return reply.origin.kind === 'timer' ? 'timer' : 'chat';
}

/** A call of a reply, as the choke point takes it. `refused`: why it may not run, whatever it is. */
export function placed(
  conversationId: string,
  reply: OpenReply,
  call: StepCall,
  { customer, view, pauses }: Sight,
  refused = call.excess,
): PlacedCall {
  const { messageId, origin, answer } = reply;
  return {
    key: { conversationId, turn: messageId, step: call.step, call: call.call },
    name: call.name,
    input: call.input,
    model: call.model,
    customer,
    sight: { view, pauses },
    way: wayOf(reply, call),
    ...(refused === undefined ? {} : { refused }),
    ...(origin.kind === 'timer' ? { setBy: origin.action } : {}),
    ...(isAnswered(reply, call) && answer !== undefined ? { answer } : {}),
  };
}

/** Ids of the calls whose output, or whose no, has been shown. */
export const shownCalls = (frames: readonly LoggedFrame[]): ReadonlySet<string> =>
  new Set(
    frames.flatMap((frame) =>
      frame.type === 'chunk' &&
      (frame.chunk.type === 'tool-output-available' || frame.chunk.type === 'tool-output-denied')
        ? [frame.chunk.toolCallId]
        : [],
    ),
  );

/** All calls of a reply's stored messages, in order. */
export function allCalls(steps: readonly StoredStep[]): StepCall[] {
  const calls: StepCall[] = [];
  for (const step of steps) calls.push(...callsOf(step, calls.length));
  return calls;
}
