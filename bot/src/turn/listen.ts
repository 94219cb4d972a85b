import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Reasoning,
  LanguageModelV4StreamPart,
  LanguageModelV4ToolCall,
} from '@ai-sdk/provider';
import type { StoredStep } from '../conversation/step.ts';
import type { Ports } from '../ports/ports.ts';
import { toolCallId } from './calls.ts';
import { CALLS_MAX } from './limits.ts';
import type { Speech } from './speech.ts';
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
}

export const modelName = (model: LanguageModelV4): string => `${model.provider}/${model.modelId}`;

/**
 * Reads one message of a model to its end, handing its text on while it comes.
 *
 * @throws whatever the model throws, an `error` part, a stream that ends before its `finish`.
 */
export async function listen(model: LanguageModelV4, listening: Listening): Promise<StoredStep> {
  const { turn, index, speech, options, ports } = listening;
  const began = ports.now().getTime();
  let firstTokenMs: number | undefined;
  const calls: LanguageModelV4ToolCall[] = [];
  const thoughts = new Map<string, LanguageModelV4Reasoning>();
  // The last permitted message of a reply has no actions to call, whatever the model tries.
  const mayCall = options.toolChoice?.type !== 'none';
  const { stream } = await model.doStream(options);
  for await (const part of read(stream, options.abortSignal)) {
    if (part.type === 'text-delta' || part.type === 'tool-call')
      firstTokenMs ??= ports.now().getTime() - began;
    switch (part.type) {
      case 'text-delta':
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
        if (mayCall && turn.calls.size + calls.length < CALLS_MAX) {
          // Some providers send nothing for a call without arguments.
          const input = part.input.trim() === '' ? '{}' : part.input;
          calls.push({ ...part, input, toolCallId: toolCallId(turn.messageId, index, calls.length) });
        }
        break;
      case 'error':
        throw part.error instanceof Error ? part.error : new Error(String(part.error));
      case 'finish': {
        const { finishReason, usage } = part;
        if (finishReason.unified === 'error') throw new Error('The model ended with an error.');
        ports.telemetry.report({
          type: 'model-step',
          conversationId: turn.conversationId,
          turn: turn.messageId,
          step: index,
          model: modelName(model),
          ms: ports.now().getTime() - began,
          ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
          inputTokens: usage.inputTokens.total ?? 0,
          outputTokens: usage.outputTokens.total ?? 0,
          cachedTokens: usage.inputTokens.cacheRead ?? 0,
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
          usage,
          model: modelName(model),
        };
      }
      default:
        break;
    }
  }
  throw new Error('The model fell silent before it was done.');
}

const metadata = (part: Pick<LanguageModelV4Reasoning, 'providerMetadata'>) =>
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
