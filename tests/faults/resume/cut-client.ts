import {
  numbered,
  type Message,
  type NumberedFrame,
  type ServerFrame,
} from '../../protocol-client/frames.ts';
import { Transcript } from '../../protocol-client/transcript.ts';

/** One connection, as long as it lasts. */
export interface Line {
  send(frame: Readonly<Record<string, unknown>>): void;
  /** Ends it at once: nothing that is under way arrives. */
  cut(): void;
}

/** Opens a connection; `receive` takes each frame that comes. */
export type Dial = (receive: (text: string) => void) => Promise<Line>;

/**
 * A client that only listens, and whose connection is cut after certain frames, whatever they are: the first of `cuts` says
 * after how many, the next how many after that. Each time it connects anew, says hello and resumes what it follows.
 */
export class CutClient {
  readonly #dial: Dial;
  readonly #cuts: number[];
  readonly #follows: (conversationId: string) => boolean;
  readonly #transcripts = new Map<string, Transcript>();
  /** Counts the connections: what an earlier one still brings is not heard. */
  #connection = 0;
  #left: number | undefined;
  #line: Line | undefined;
  /** Takes the answer that is waited for; undefined: none will come. */
  #answer: (frame: ServerFrame | undefined) => void = () => undefined;
  #applied: (() => void)[] = [];
  /** Settles when it has caught up after the last cut. */
  #caughtUp: Promise<void> = Promise.resolve();

  constructor(
    dial: Dial,
    cuts: readonly number[],
    follows: (conversationId: string) => boolean = () => true,
  ) {
    this.#dial = dial;
    this.#cuts = [...cuts];
    this.#follows = follows;
    this.#left = this.#cuts.shift();
  }

  /** How often it was cut. */
  get cuts(): number {
    return this.#connection - 1;
  }

  begin(): void {
    this.#caughtUp = this.#connect(++this.#connection);
  }

  /** Waits until it has caught up, however often it is cut meanwhile. */
  async settled(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.#caughtUp) {
      seen = this.#caughtUp;
      await seen;
    }
  }

  /** Waits until it knows a conversation up to a number. */
  async upTo(conversationId: string, seq: number): Promise<void> {
    while (this.#transcript(conversationId).last < seq)
      await new Promise<void>((resolve) => this.#applied.push(resolve));
  }

  async messages(conversationId: string): Promise<Message[]> {
    return this.#transcript(conversationId).messages();
  }

  end(): void {
    this.#connection += 1;
    this.#line?.cut();
  }

  async #connect(connection: number): Promise<void> {
    const line = await this.#dial((text) => {
      if (connection === this.#connection) this.#receive(text);
    });
    if (connection !== this.#connection) return line.cut();
    this.#line = line;
    const welcome = await this.#ask(line, { action: 'hello' });
    if (welcome === undefined || welcome.type !== 'welcome') return;
    const listed = (welcome.conversations ?? []).map(({ id }) => id);
    for (const id of new Set([...listed, ...this.#transcripts.keys()])) {
      if (this.#follows(id)) await this.#resume(line, connection, id);
    }
  }

  async #resume(line: Line, connection: number, conversationId: string): Promise<void> {
    for (let more = true; more && connection === this.#connection;) {
      const after = this.#transcript(conversationId).last;
      const answer = await this.#ask(line, { action: 'resume', conversationId, after });
      more = answer?.type === 'resumed' && answer.more;
    }
  }

  /** Sends a frame; returns its answer, or undefined if the connection was cut before it came. */
  #ask(line: Line, frame: Readonly<Record<string, unknown>>): Promise<ServerFrame | undefined> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      line.send(frame);
    });
  }

  #receive(text: string): void {
    const frame = JSON.parse(text) as ServerFrame;
    const count = numbered(frame);
    if (count !== undefined && this.#follows(count.conversationId))
      this.#apply(count.conversationId, count.frame);
    if (frame.type === 'resumed') this.#transcript(frame.conversationId).resumed(frame.seq);
    if (frame.type === 'welcome' || frame.type === 'resumed' || frame.type === 'error') this.#answer(frame);
    for (const resolve of this.#applied.splice(0)) resolve();
    if (this.#left === undefined || this.#left-- > 0) return;
    this.#left = this.#cuts.shift();
    this.#connection += 1;
    this.#line?.cut();
    this.#answer(undefined);
    this.#caughtUp = this.#connect(this.#connection);
  }

  #apply(conversationId: string, frame: NumberedFrame): void {
    this.#transcript(conversationId).apply(frame);
  }

  #transcript(conversationId: string): Transcript {
    const known = this.#transcripts.get(conversationId) ?? new Transcript();
    this.#transcripts.set(conversationId, known);
    return known;
  }
}
