import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { ModelFailure, toFailure } from './failure.ts';
import type { Timing } from './timing.ts';

/** Most characters of one reply: far above what any limit on its tokens allows. */
const REPLY_CHARS_MAX = 200_000;

/**
 * A reply comes whole, or its stream fails with a {@link ModelFailure}. Providers report a reply that broke
 * off in many ways: an error among the parts, an end without `finish`, a `finish` without a reason.
 */
export const wholeReplies = (timing: Timing): LanguageModelV4Middleware => ({
  specificationVersion: 'v4',
  wrapStream: async ({ doStream }) => {
    const { stream, ...rest } = await Promise.resolve(doStream()).catch((error: unknown) => {
      throw toFailure(error, timing.now());
    });
    return { ...rest, stream: whole(stream, timing) };
  },
});

function whole(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  timing: Timing,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  let chars = 0;
  let finished = false;
  return new ReadableStream({
    async pull(controller) {
      const { done, value: part } = await reader.read().catch((error: unknown) => {
        // What becomes of a connection after the end does not matter.
        if (finished) return { done: true, value: undefined } as const;
        throw toFailure(error, timing.now());
      });
      if (done) {
        if (!finished) throw new ModelFailure('incomplete', 'The reply ended before its end.');
        controller.close();
        return;
      }
      chars += 'delta' in part ? part.delta.length : 0;
      const failure = wrongWith(part, chars, timing);
      if (failure !== undefined) {
        reader.cancel(failure).catch(() => undefined);
        throw failure;
      }
      finished ||= part.type === 'finish';
      controller.enqueue(part);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function wrongWith(part: LanguageModelV4StreamPart, chars: number, timing: Timing): ModelFailure | undefined {
  if (part.type === 'error') return toFailure(part.error, timing.now());
  if (chars > REPLY_CHARS_MAX) return new ModelFailure('incomplete', 'The reply does not come to an end.');
  if (part.type !== 'finish') return undefined;
  const { unified, raw } = part.finishReason;
  const broken =
    unified === 'error' || unified === 'interrupted' || (unified === 'other' && raw === undefined);
  return broken ? new ModelFailure('incomplete', 'The reply ended without a reason.') : undefined;
}
