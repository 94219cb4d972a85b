import { SENTENCE_CHARS_MAX } from './limits.ts';

/** Where a sentence ends: its mark, closing quotes or brackets, and white space after it; or a line break. */
const END = /[.!?…]+["'”’)\]]*\s+|\n+/u;
/** The same where more of the text may not come: its mark may be the last there is. */
const LAST_END = /^.*(?:[.!?…]["'”’)\]]*(?:\s+|$)|\n)/su;

/** Where to cut what has no end: behind a space if there is one, and never within a character. */
function cutAt(text: string): number {
  const space = text.lastIndexOf(' ', SENTENCE_CHARS_MAX - 1);
  if (space > 0) return space + 1;
  return /[\ud800-\udbff]/.test(text.charAt(SENTENCE_CHARS_MAX - 1))
    ? SENTENCE_CHARS_MAX - 1
    : SENTENCE_CHARS_MAX;
}

/** The last sentence of a text, if that has no end: what comes next may belong to it. At most {@link SENTENCE_CHARS_MAX}. */
export const unended = (text: string): string => text.slice(-SENTENCE_CHARS_MAX).replace(LAST_END, '');

/** Cuts a stream of text into sentences, each with the white space behind it. Joined, they are the text. */
export class Sentences {
  #rest = '';

  /** Adds text; returns the sentences that are complete now. */
  push(text: string): string[] {
    this.#rest += text;
    const complete: string[] = [];
    for (let match = END.exec(this.#rest); match !== null; match = END.exec(this.#rest)) {
      const end = match.index + match[0].length;
      complete.push(this.#rest.slice(0, end));
      this.#rest = this.#rest.slice(end);
    }
    while (this.#rest.length > SENTENCE_CHARS_MAX) {
      const end = cutAt(this.#rest);
      complete.push(this.#rest.slice(0, end));
      this.#rest = this.#rest.slice(end);
    }
    return complete;
  }

  /** Returns what is left, at the end of the text. */
  flush(): string[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : [rest];
  }
}
