import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { HostileMessage } from './hostile-messages.ts';

/** A model that says what it was given to say, the last of it again and again, and keeps what it was asked. */
export class HostileModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4';
  readonly provider = 'test';
  readonly modelId = 'hostile';
  readonly supportedUrls = {};
  /** What it was asked since {@link prepare}. */
  asked: LanguageModelV4CallOptions[] = [];
  /** How many calls each of its whole messages made since {@link prepare}. */
  calls: number[] = [];
  #messages: readonly HostileMessage[] = [];
  #usage: LanguageModelV4Usage | undefined;

  /** What it says in the next turn. */
  prepare(messages: readonly HostileMessage[], usage: LanguageModelV4Usage | undefined): void {
    this.asked = [];
    this.calls = [];
    this.#messages = messages;
    this.#usage = usage;
  }

  doGenerate(): never {
    throw new Error('The bot streams.');
  }

  async doStream(
    options: LanguageModelV4CallOptions,
  ): Promise<{ stream: ReadableStream<LanguageModelV4StreamPart> }> {
    const { parts, end } = this.#messages[this.asked.length] ??
      this.#messages.at(-1) ?? { parts: [], end: { kind: 'silence' } };
    this.asked.push(options);
    if (end.kind === 'refuse') throw new Error('I would rather not.');
    const given = this.#stream(parts, end);
    const stream = new ReadableStream<LanguageModelV4StreamPart>(
      {
        pull: (controller) => {
          const { value, done } = given.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
      },
      // Nothing is given before it is asked for.
      { highWaterMark: 0 },
    );
    return { stream };
  }

  *#stream(parts: HostileMessage['parts'], end: HostileMessage['end']): Generator<LanguageModelV4StreamPart> {
    for (const { part, times } of parts) for (let time = 0; time < times; time++) yield part;
    if (end.kind === 'break') throw new Error('The line broke.');
    if (end.kind === 'error') yield { type: 'error', error: { code: 'overloaded' } };
    // Providers are typed to give their usage always, and do not.
    const usage = this.#usage as LanguageModelV4Usage;
    if (end.kind !== 'finish') return;
    if (end.reason !== 'error')
      this.calls.push(
        parts.reduce((sum, { part, times }) => sum + (part.type === 'tool-call' ? times : 0), 0),
      );
    yield { type: 'finish', finishReason: { unified: end.reason, raw: undefined }, usage };
  }
}
