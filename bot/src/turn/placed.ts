import type { StepCall } from '../conversation/calls.ts';
import type { OpenReply } from '../conversation/state.ts';
import type { PlacedCall } from '../policy/perform.ts';
import type { Way } from '../ports/ledger.ts';
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
