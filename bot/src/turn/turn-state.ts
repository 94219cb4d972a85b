import type { StepCall } from '../conversation/calls.ts';
import type { Digest } from '../conversation/digest.ts';
import type { LoggedFrame } from '../conversation/entry.ts';
import type { HeldTokens, OpenReply } from '../conversation/state.ts';
import type { StoredStep } from '../conversation/step.ts';
import type { Customer, ServiceDefinition } from '../definition/index.ts';
import type { Receipt } from './words.ts';

/** What is known of one reply while a worker runs it. */
export interface TurnState {
  readonly conversationId: string;
  readonly messageId: string;
  readonly service: ServiceDefinition;
  readonly customer: Customer;
  readonly reply: OpenReply;
  /** The model's messages that the log has already. */
  readonly steps: readonly StoredStep[];
  /** All calls of all messages that the loop has seen, by id. */
  readonly calls: Map<string, StepCall>;
  /** What became of them, in order. */
  readonly receipts: Receipt[];
  /** The model's messages that the loop has seen, those of the log included. */
  readonly seen: StoredStep[];
  /** Characters that models have written in this reply: words and inputs of calls. */
  written: number;
  /** Whether a person has been called: the customer waits for one, or a call of this turn has asked for one. */
  personCalled: boolean;
  /** Whether the bot had no answer in the reply before. */
  readonly wasAtALoss: boolean;
  /** Text shown since the reply's latest start. */
  said: string;
  /** The step that was shown last: over, begun with nothing in it yet, or with something in it. */
  step: 'over' | 'empty' | 'open';
  /** How the last message of the model ended. */
  finishReason?: StoredStep['finishReason']['unified'];
  /** The digest that its models were told, if that is a new one: it is stored with the end. */
  digest?: Digest;
  /** What is left of the tokens that it may use: stored with the end. */
  held?: HeldTokens;
  /** What a port threw: the agent loop would take it for an action's failure and go on. */
  fault?: { readonly error: unknown };
}

/** What a reply's frames have shown since its latest start; `steps` counts all of the reply. */
export function shownSoFar(
  frames: readonly LoggedFrame[],
): Pick<TurnState, 'said' | 'step'> & { steps: number } {
  let steps = 0;
  let step: TurnState['step'] = 'over';
  let said = '';
  let before = '';
  for (const frame of frames) {
    if (frame.type !== 'chunk') continue;
    switch (frame.chunk.type) {
      case 'start':
        said = '';
        break;
      case 'start-step':
        steps++;
        step = 'empty';
        before = said;
        break;
      case 'reset-step':
        step = 'empty';
        said = before;
        break;
      case 'finish-step':
        step = 'over';
        break;
      case 'text-delta':
        said += frame.chunk.delta;
        step = 'open';
        break;
      default:
        step = step === 'over' ? 'over' : 'open';
        break;
    }
  }
  return { said, steps, step };
}
