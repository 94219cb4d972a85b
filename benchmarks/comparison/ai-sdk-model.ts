import type { LanguageModelV4, LanguageModelV4Prompt, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { ACTION, type Answer, type Line, type Model } from './dialogue.ts';

const USAGE = {
  inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 20, text: 20, reasoning: 0 },
};

/** The model of the dialogue as the AI SDK wants one. Imports types only, so that it adds nothing to what a stack loads. */
export function aiSdkModel(model: Model): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('Every stack streams here.')),
    doStream: ({ prompt }) => {
      const parts = partsOf(model.answer(linesOf(prompt)));
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start: (controller) => {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return Promise.resolve({ stream });
    },
  };
}

function partsOf(answer: Answer): LanguageModelV4StreamPart[] {
  const begun: LanguageModelV4StreamPart = { type: 'stream-start', warnings: [] };
  if ('call' in answer) {
    const { id, parcel } = answer.call;
    const finishReason = { unified: 'tool-calls', raw: undefined } as const;
    const input = JSON.stringify({ parcel });
    return [
      begun,
      { type: 'tool-call', toolCallId: id, toolName: ACTION, input },
      { type: 'finish', finishReason, usage: USAGE },
    ];
  }
  const words = answer.text.match(/\S+\s*/gu) ?? [];
  return [
    begun,
    { type: 'text-start', id: '0' },
    ...words.map((delta) => ({ type: 'text-delta', id: '0', delta }) as const),
    { type: 'text-end', id: '0' },
    { type: 'finish', finishReason: { unified: 'stop', raw: undefined }, usage: USAGE },
  ];
}

const linesOf = (prompt: LanguageModelV4Prompt): Line[] =>
  prompt.flatMap((message): Line[] => {
    if (message.role === 'system') return [{ role: 'system', text: message.content }];
    if (message.role === 'tool')
      return message.content.flatMap((part) =>
        part.type === 'tool-result'
          ? [{ role: 'result' as const, id: part.toolCallId, output: JSON.stringify(part.output) }]
          : [],
      );
    const text = message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    if (message.role === 'user') return [{ role: 'user', text }];
    const calls = message.content.flatMap((part) =>
      part.type === 'tool-call' ? [{ id: part.toolCallId, parcel: parcelOf(part.input) }] : [],
    );
    return [{ role: 'assistant', text, calls }];
  });

const parcelOf = (input: unknown): number => Number((input as { readonly parcel?: unknown }).parcel);
