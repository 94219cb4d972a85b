import type { Chunk } from '@agentic-service-bot/protocol';
import type { StepCall } from '../conversation/calls.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import { inputErrors } from '../policy/decide.ts';

/** Why no action can take a call; undefined if one can. */
export function callError(service: ServiceDefinition, call: StepCall): string | undefined {
  const { name, input, excess } = call;
  if (excess !== undefined) return excess;
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
