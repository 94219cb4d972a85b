import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Reasoning,
  LanguageModelV4StreamPart,
  LanguageModelV4ToolCall,
} from '@ai-sdk/provider';
import { toolCallId, CALLS_MAX, INPUT_CHARS_MAX } from '../conversation/calls.ts';
import type { Spent, StoredStep } from '../conversation/step.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { REPLY_CHARS_MAX } from './limits.ts';
import { hasMark } from './marks.ts';
import type { Speech } from './speech.ts';
import { usedIn } from './tokens.ts';
import type { TurnState } from './turn-state.ts';

/** What is needed to hear one message of a model. */
export interface Listening {
  readonly turn: TurnState;
  /** Which message of the reply it is. */
  readonly index: number;
  /** Where its text goes. */
  readonly speech: Speech;
  readonly options: LanguageModelV4CallOptions;
  readonly ports: Pick<Ports, 'telemetry' | 'now'>;
  /** Told how many characters have come. */
  readonly onWritten: (chars: number) => void;
}

/** The parts that a customer can see something of. */
const FIRST: ReadonlySet<LanguageModelV4StreamPart['type']> = new Set([
  'text-delta',
  'tool-input-start',
  'tool-call',
]);

/** A message that was heard to its end. */
export type Heard = StoredStep & { readonly spent: Spent };

export const modelName = (model: LanguageModelV4): string => `${model.provider}/${model.modelId}`;

/**
 * Reads one message of a model to its end, handing its text on while it comes.
 *
 * @throws whatever the model throws, an `error` part, a stream that ends before its `finish`, a reply without end.
 */
export async function listen(model: LanguageModelV4, listening: Listening): Promise<Heard> {
  const { turn, index, speech, options, ports, onWritten } = listening;
  const began = ports.now().getTime();
  let firstTokenMs: number | undefined;
  const calls: LanguageModelV4ToolCall[] = [];
  const thoughts = new Map<string, LanguageModelV4Reasoning>();
  // One call too many is kept, for its refusal to be recorded.
  const mayCall = options.toolChoice?.type !== 'none';
  const room = mayCall ? Math.max(0, CALLS_MAX - turn.calls.size) : 0;
  let written = turn.written;
  const write = (chars: number) => {
    written += chars;
    onWritten(chars);
    if (written > REPLY_CHARS_MAX) throw new Error('The model writes without end.');
  };
  const { stream } = await model.doStream(options);
  for await (const part of read(stream, options.abortSignal)) {
    if (FIRST.has(part.type)) firstTokenMs ??= ports.now().getTime() - began;
    switch (part.type) {
      case 'text-delta':
        write(part.delta.length);
        speech.say(part.delta);
        break;
      case 'text-end':
        speech.pause();
        break;
      case 'reasoning-start':
        thoughts.set(part.id, { ...metadata(part), type: 'reasoning', text: '' });
        break;
      case 'reasoning-delta':
      case 'reasoning-end': {
        const delta = part.type === 'reasoning-delta' ? part.delta : '';
        const thought = thoughts.get(part.id) ?? { type: 'reasoning', text: '' };
        thoughts.set(part.id, { ...thought, ...metadata(part), text: thought.text + delta });
        break;
      }
      case 'tool-call':
        if (calls.length <= room) {
          const id = toolCallId(turn.messageId, index, calls.length);
          const call = withoutMarks(turn.service, callOf(part, id));
          write(call.input.length);
          calls.push(call);
        }
        break;
      case 'error':
        throw part.error instanceof Error ? part.error : new Error(String(part.error));
      case 'finish': {
        const { finishReason } = part;
        if (finishReason.unified === 'error') throw new Error('The model ended with an error.');
        const spent = {
          ...usedIn(model.provider, part),
          ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
          ms: ports.now().getTime() - began,
        };
        ports.telemetry.report({
          type: 'model-step',
          conversationId: turn.conversationId,
          turn: turn.messageId,
          step: index,
          model: modelName(model),
          ...spent,
        });
        const text = speech.end(calls.length > 0);
        return {
          messageId: turn.messageId,
          index,
          content: [
            ...thoughts.values(),
            ...(text === '' ? [] : [{ type: 'text' as const, text }]),
            ...calls,
          ],
          finishReason,
          spent,
          ...(mayCall ? {} : { closed: true as const }),
          model: modelName(model),
        };
      }
      default:
        break;
    }
  }
  throw new Error('The model fell silent before it was done.');
}

/** A call with what is the bot's to know of it: who carries it out is not the model's to say. */
const callOf = (part: LanguageModelV4ToolCall, id: string): LanguageModelV4ToolCall => ({
  ...metadata(part),
  type: 'tool-call',
  toolCallId: id,
  toolName: part.toolName.slice(0, 100),
  // Some providers send nothing for a call without arguments.
  input: part.input.trim() === '' ? '{}' : part.input.slice(0, INPUT_CHARS_MAX + 1),
});

/** A call that recites the instructions is one that no action takes: nothing of it is shown, run or kept. */
function withoutMarks(service: ServiceDefinition, call: LanguageModelV4ToolCall): LanguageModelV4ToolCall {
  const { toolName, input } = call;
  if (!hasMark(service, toolName) && !hasMark(service, input) && !hasMark(service, unescaped(input)))
    return call;
  return { type: 'tool-call', toolCallId: call.toolCallId, toolName: 'withheld', input: '{}' };
}

/** JSON as it reads; what is none as it is. */
function unescaped(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}

const metadata = (part: Pick<LanguageModelV4Reasoning | LanguageModelV4ToolCall, 'providerMetadata'>) =>
  part.providerMetadata === undefined ? {} : { providerMetadata: part.providerMetadata };

/** The parts of a stream, until it ends or the signal aborts, whatever the model does then. */
async function* read(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  signal: AbortSignal | undefined,
): AsyncGenerator<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  const stop = () => {
    reader.cancel(signal?.reason).catch(() => undefined);
  };
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  try {
    for (let item = await reader.read(); !item.done; item = await reader.read()) {
      signal?.throwIfAborted();
      yield item.value;
    }
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
