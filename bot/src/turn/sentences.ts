/** Where a sentence ends: its mark, closing quotes or brackets, and white space after it; or a line break. */
const END = /[.!?…]+["'”’)\]]*\s+|\n+/u;

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
    return complete;
  }

  /** Returns what is left, at the end of the text. */
  flush(): string[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : [rest];
  }
}
