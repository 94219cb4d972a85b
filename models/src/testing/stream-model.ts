import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4Middleware,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';

/**
 * What a model does when it is asked: parts to stream, waits (milliseconds) between them, and an error at the
 * end.
 */
export type Play = readonly (LanguageModelV4StreamPart | number | Error)[];

export const usageOf = (input: number | undefined, output: number | undefined): LanguageModelV4Usage => ({
  inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: output, text: output, reasoning: undefined },
});

export const text = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '0', delta });
export const START: LanguageModelV4StreamPart = { type: 'stream-start', warnings: [] };
export const finish = (
  unified: LanguageModelV4FinishReason['unified'] = 'stop',
  raw: string | undefined = 'end',
): LanguageModelV4StreamPart => ({
  type: 'finish',
  finishReason: { unified, raw },
  usage: usageOf(10, 2),
});

/**
 * A model behind a middleware that plays one play a request, the last again and again. A play that begins
 * with an error fails the request itself. It pays no heed to its abort signal: some providers do not either.
 */
export function playing(
  middleware: LanguageModelV4Middleware | LanguageModelV4Middleware[],
  ...plays: Play[]
) {
  const asked: LanguageModelV4CallOptions[] = [];
  let cancelled = 0;
  const model = new MockLanguageModelV4({
    doStream: async (options) => {
      const play = plays[Math.min(asked.length, plays.length - 1)] ?? [];
      asked.push(options);
      if (play[0] instanceof Error) throw play[0];
      if (typeof play[0] === 'number' && play.length === 1) await new Promise(() => undefined);
      const steps = play.values();
      return {
        stream: new ReadableStream({
          async pull(controller) {
            for (const step of steps) {
              if (step instanceof Error) throw step;
              if (typeof step !== 'number') {
                controller.enqueue(step);
                return;
              }
              await new Promise((resolve) => setTimeout(resolve, step));
            }
            controller.close();
          },
          cancel: () => {
            cancelled++;
          },
        }),
      };
    },
  });
  return { model: wrapLanguageModel({ model, middleware }), asked, cancelled: () => cancelled };
}

export const PROMPT: LanguageModelV4CallOptions = {
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
};

/** All parts of a reply; what it throws is thrown after those that came before. */
export async function read(
  model: { doStream: MockLanguageModelV4['doStream'] },
  options: LanguageModelV4CallOptions = PROMPT,
  parts: LanguageModelV4StreamPart[] = [],
): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await model.doStream(options);
  for await (const part of stream) parts.push(part);
  return parts;
}
