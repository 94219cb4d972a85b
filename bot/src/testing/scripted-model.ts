import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

/** Something that a model does while it writes one message. */
export type ScriptPart =
  | { readonly text: string }
  /** Calls an action; an `input` that is text is sent as it is, JSON or not. */
  | { readonly call: string; readonly input?: unknown }
  /** Lets the test do something, or waits for it, before the model goes on. */
  | { readonly meanwhile: () => unknown }
  /** Fails, in the middle of its message. */
  | { readonly error: string }
  /** Ends its stream without saying so. */
  | { readonly silent: true }
  /** Ends for that reason; without it, for `tool-calls` or `stop`. */
  | { readonly finish: LanguageModelV4FinishReason['unified'] };

/** One message of a model. */
export type ScriptedMessage = readonly ScriptPart[];

/** A language model that says what a test tells it to. */
export interface ScriptedModel extends LanguageModelV4 {
  /** What it was asked, oldest first. */
  readonly asked: readonly LanguageModelV4CallOptions[];
}

const USAGE: LanguageModelV4Usage = {
  inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 20, text: 20, reasoning: 0 },
};

/** The message to write, given what the model is asked and how often it was asked before. */
export type Script = (options: LanguageModelV4CallOptions, index: number) => ScriptedMessage;

/** A model that writes what `script` says. */
export function scriptedModel(script: Script, modelId = 'scripted'): ScriptedModel {
  const asked: LanguageModelV4CallOptions[] = [];
  return {
    specificationVersion: 'v4',
    provider: 'test',
    modelId,
    supportedUrls: {},
    asked,
    doGenerate: () => Promise.reject(new Error('The bot streams.')),
    doStream: async (options) => {
      const message = script(options, asked.length);
      asked.push(options);
      const parts = partsOf(message);
      return {
        stream: new ReadableStream<LanguageModelV4StreamPart>({
          // One part a pull: a reader that stops early leaves the rest undone.
          pull: async (controller) => {
            const { value, done } = await parts.next();
            if (done === true) controller.close();
            else controller.enqueue(value);
          },
        }),
      };
    },
  };
}

/** Plays these messages, one each time it is asked; the last one again and again. */
export const inOrder =
  (...messages: readonly ScriptedMessage[]): Script =>
  (_options, index) =>
    messages[index] ?? messages.at(-1) ?? [];

/**
 * Plays what stands for the customer's words, whoever asks and however often: the first message when they have just
 * been said, the next one when the model has written one, and so on. Of several messages that are answered at once
 * the calls come together, in order; after the last message it says `Anything else?`.
 */
export const byWords =
  (lines: ReadonlyMap<string, readonly ScriptedMessage[]>): Script =>
  ({ prompt }) => {
    const { said, written } = lastExchange(prompt);
    const parts = said.flatMap((text) => lines.get(text)?.[written] ?? []);
    return parts.length === 0 ? [{ text: 'Anything else?' }] : parts;
  };

/** What the customer said last, and how many messages the model has written since. */
function lastExchange(prompt: LanguageModelV4Prompt): { said: string[]; written: number } {
  const messages = prompt.filter(({ role }) => role !== 'system');
  const end = messages.findLastIndex(({ role }) => role === 'user');
  const begin = messages.findLastIndex(({ role }, index) => index < end && role !== 'user') + 1;
  const said = messages
    .slice(begin, end + 1)
    .flatMap((message) =>
      message.role === 'user'
        ? message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
        : [],
    );
  return { said, written: messages.slice(end + 1).filter(({ role }) => role === 'assistant').length };
}

async function* partsOf(message: ScriptedMessage): AsyncGenerator<LanguageModelV4StreamPart> {
  let unified: LanguageModelV4FinishReason['unified'] = 'stop';
  for (const [index, part] of message.entries()) {
    const id = String(index);
    if ('text' in part) {
      yield { type: 'text-start', id };
      for (const delta of part.text.match(/\S*\s*/gu) ?? [])
        if (delta !== '') yield { type: 'text-delta', id, delta };
      yield { type: 'text-end', id };
    } else if ('call' in part) {
      const { call: toolName, input = {} } = part;
      const text = typeof input === 'string' ? input : JSON.stringify(input);
      if (unified === 'stop') unified = 'tool-calls';
      yield { type: 'tool-call', toolCallId: `call-${id}`, toolName, input: text };
    } else if ('meanwhile' in part) {
      await part.meanwhile();
    } else if ('error' in part) {
      yield { type: 'error', error: new Error(part.error) };
    } else if ('finish' in part) {
      unified = part.finish;
    } else {
      return;
    }
  }
  yield { type: 'finish', finishReason: { unified, raw: undefined }, usage: USAGE };
}
