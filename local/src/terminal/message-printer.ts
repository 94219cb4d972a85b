import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import { isCall, outcomeLine, type Titles } from './calls.ts';

/**
 * Prints a message as it grows: the words as they come, and a line for each action that has ended. It is given the
 * whole message each time and writes what is new; what a terminal has shown it can't take back, so it says so.
 */
export class MessagePrinter {
  readonly #write: (text: string) => void;
  readonly #titles: Titles;
  /** What was written of each part. */
  #written: string[] = [];
  #atLineStart = true;

  constructor(write: (text: string) => void, titles: Titles) {
    this.#write = write;
    this.#titles = titles;
  }

  print({ parts }: Message): void {
    const texts = parts.map((part) => textOf(part, this.#titles));
    const lost = this.#written.findIndex((written, index) => !(texts[index] ?? '').startsWith(written));
    if (lost >= 0) {
      this.#endLine();
      this.#put('… I have to start that again.\n');
      this.#written = this.#written.slice(0, lost);
    }
    texts.forEach((text, index) => {
      const written = this.#written[index] ?? '';
      if (text.length > written.length) {
        if (written === '') this.#endLine();
        this.#put(text.slice(written.length));
      }
      this.#written[index] = text;
    });
  }

  /** Ends the line that the message stands in. */
  end(): void {
    this.#endLine();
  }

  #endLine(): void {
    if (!this.#atLineStart) this.#put('\n');
  }

  #put(text: string): void {
    this.#write(text);
    this.#atLineStart = text.endsWith('\n');
  }
}

function textOf(part: MessagePart, titles: Titles): string {
  if (part.type === 'text') return part.text;
  const line = isCall(part) ? outcomeLine(part, titles) : undefined;
  return line === undefined ? '' : `  ${line}\n`;
}
