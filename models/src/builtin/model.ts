import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { builtinContextSchema, type BuiltinContext } from './context.ts';
import { turnsOf } from './dialogue/transcript.ts';
import { compile } from './grammar/grammar.ts';
import { replyTo, type Reply } from './reply.ts';

/**
 * The built-in model: it understands requests by the example sentences and the vocabularies of a service's actions,
 * with no network and no API, and always answers the same to the same. The situation comes to it as
 * `providerOptions.builtin`, a {@link BuiltinContext}.
 */
export function builtinModel(service: ServiceDefinition): LanguageModelV4 {
  const grammar = compile(service);
  const answer = (options: LanguageModelV4CallOptions): Answer => {
    options.abortSignal?.throwIfAborted();
    const reply = replyTo(turnsOf(options.prompt), contextOf(options, service), grammar, offered(options));
    return {
      content: contentOf(reply, options.prompt.length),
      finishReason: { unified: reply.calls.length > 0 ? 'tool-calls' : 'stop', raw: undefined },
      usage: usageOf(options, reply),
    };
  };
  return {
    specificationVersion: 'v4',
    provider: 'builtin',
    modelId: 'builtin',
    supportedUrls: {},
    doGenerate: async (options) => ({ ...answer(options), warnings: [] }),
    doStream: async (options) => ({ stream: streamOf(answer(options), options.abortSignal) }),
  };
}

interface Answer {
  readonly content: LanguageModelV4Content[];
  readonly finishReason: LanguageModelV4FinishReason;
  readonly usage: LanguageModelV4Usage;
}

/** The situation; of a caller that gives none, nothing is known. */
function contextOf(
  { providerOptions }: LanguageModelV4CallOptions,
  service: ServiceDefinition,
): BuiltinContext {
  const given = builtinContextSchema.safeParse(providerOptions?.['builtin']);
  if (given.success) return given.data;
  const customer = { name: '', level: service.defaultLevel, timeZone: 'UTC' };
  return { customer, now: new Date(0).toISOString(), objects: [] };
}

const offered = ({ tools, toolChoice }: LanguageModelV4CallOptions): ReadonlySet<string> =>
  new Set(
    toolChoice?.type === 'none'
      ? []
      : (tools ?? []).flatMap((tool) => (tool.type === 'function' ? [tool.name] : [])),
  );

/** @param place of the message in the conversation: no two calls in it have one id. */
const contentOf = ({ text, calls }: Reply, place: number): LanguageModelV4Content[] => [
  ...(text === '' ? [] : [{ type: 'text' as const, text }]),
  ...calls.map(({ name, input }, index) => ({
    type: 'tool-call' as const,
    toolCallId: `call-${place}-${index}`,
    toolName: name,
    input: JSON.stringify(input),
  })),
];

/** No tokens are counted here: four characters are about one. */
const tokensIn = (text: string): number => Math.ceil(text.length / 4);

function usageOf({ prompt }: LanguageModelV4CallOptions, reply: Reply): LanguageModelV4Usage {
  const input = tokensIn(JSON.stringify(prompt));
  const output = tokensIn(reply.text) + tokensIn(JSON.stringify(reply.calls));
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
}

/** A sentence, with the white space behind it. */
const SENTENCE = /[^\n.!?]*(?:[.!?](?=\S)[^\n.!?]*)*[.!?\n]*\s*/gu;

function* partsOf({ content, finishReason, usage }: Answer): Generator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  for (const [index, part] of content.entries()) {
    if (part.type === 'text') {
      const id = `${index}`;
      yield { type: 'text-start', id };
      for (const [delta] of part.text.matchAll(SENTENCE))
        if (delta !== '') yield { type: 'text-delta', id, delta };
      yield { type: 'text-end', id };
    } else if (part.type === 'tool-call') yield part;
  }
  yield { type: 'finish', finishReason, usage };
}

function streamOf(
  answer: Answer,
  signal: AbortSignal | undefined,
): ReadableStream<LanguageModelV4StreamPart> {
  const parts = partsOf(answer);
  return new ReadableStream({
    pull(controller) {
      if (signal?.aborted === true) {
        controller.error(signal.reason);
        return;
      }
      const next = parts.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });
}
