import type { Chunk } from '@agentic-service-bot/protocol';
import type { ServiceDefinition } from '../definition/index.ts';
import type { StoredStep } from '../conversation/step.ts';
import { inputErrors } from '../policy/decide.ts';

/** A call in a stored message of a model. */
export interface StepCall {
  readonly toolCallId: string;
  /** The action, as the model named it. */
  readonly name: string;
  /** Its input as far as it is JSON, else the text itself. */
  readonly input: unknown;
  /** Its place in the reply. */
  readonly step: number;
  readonly call: number;
  readonly model: string;
}

/** A call's id, made of its place: the same however often the message is read. */
export const toolCallId = (messageId: string, step: number, call: number): string =>
  `${messageId}-${String(step)}-${String(call)}`;

/** The calls of a stored message, in order. */
export function callsOf(step: StoredStep): StepCall[] {
  return step.content
    .filter((part) => part.type === 'tool-call')
    .map((part, call) => ({
      toolCallId: part.toolCallId,
      name: part.toolName,
      input: parsed(part.input),
      step: step.index,
      call,
      model: step.model,
    }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.slice(0, 1_000);
  }
}

/** What is wrong with a call's name or input; undefined if an action can take it. */
export function callError(service: ServiceDefinition, { name, input }: StepCall): string | undefined {
  const action = service.actions.get(name);
  if (action === undefined) return 'There is no such action.';
  const result = action.input.safeParse(input);
  return result.success ? undefined : inputErrors(result.error);
}

/** How a call is shown before it runs. */
export function callChunk(service: ServiceDefinition, call: StepCall): Chunk {
  const known = service.actions.has(call.name);
  const shown = {
    toolCallId: call.toolCallId,
    toolName: shownName(call.name),
    input: call.input,
    ...(known ? {} : { dynamic: true }),
  };
  const error = callError(service, call);
  return error === undefined
    ? { type: 'tool-input-available', ...shown }
    : { type: 'tool-input-error', ...shown, errorText: error };
}

/** A name as it may travel: a model can make up any. */
const shownName = (name: string): string => (/^[a-zA-Z][\w-]{0,63}$/u.test(name) ? name : 'unknown_action');
