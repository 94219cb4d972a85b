import { REQUEST_HUMAN } from '../definition/index.ts';
import type { Claims } from './claims.ts';
import { hasMark, markTail } from './marks.ts';
import type { Recorder } from './recorder.ts';
import { Sentences, unended } from './sentences.ts';
import type { TurnState } from './turn-state.ts';
import { NOT_DONE, receiptWords, WORDS } from './words.ts';

/** Names of the actions that the bot may say it has done. */
const doneIn = ({ receipts, personCalled }: TurnState): ReadonlySet<string> =>
  new Set([
    ...receipts.flatMap(({ call, outcome }) => (outcome.status === 'done' ? [call.name] : [])),
    ...(personCalled ? [REQUEST_HUMAN] : []),
  ]);

type When = 'now' | 'soon';

/** Begins a step where the one before has something in it. */
export function beginStep(recorder: Recorder, turn: TurnState): void {
  if (turn.step === 'open') recorder.queue({ type: 'finish-step' });
  if (turn.step !== 'empty') recorder.queue({ type: 'start-step' });
  turn.step = 'open';
}

/**
 * The text of one message of a model, released a sentence at a time. A sentence that claims what the ledger does not
 * bear out is held back; if nothing follows that could make it true, what did happen is said instead. From a sentence on that
 * has a mark of the instructions in it, nothing more of the message is said: it recites them.
 */
export class Speech {
  readonly #recorder: Recorder;
  readonly #turn: TurnState;
  readonly #claims: Claims;
  readonly #id: string;
  readonly #sentences = new Sentences();
  #texts = 0;
  #textId: string | undefined;
  #begun = false;
  /** Actions that sentences held back claimed to be done. */
  readonly #withheld = new Set<string>();
  #said = '';
  #recites = false;

  constructor(recorder: Recorder, turn: TurnState, claims: Claims, id: string) {
    this.#recorder = recorder;
    this.#turn = turn;
    this.#claims = claims;
    this.#id = id;
  }

  /** Whether a sentence was held back. */
  get withheld(): boolean {
    return this.#withheld.size > 0;
  }

  /** Begins the message, if it has not begun: ends the one before it. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    beginStep(this.#recorder, this.#turn);
  }

  /** Takes text as it comes; shows the sentences that are complete. */
  say(text: string): void {
    for (const sentence of this.#sentences.push(text)) this.#check(sentence);
  }

  /** The end of a block of text. Mostly it is the end of the message, too: the last sentence is to go with that. */
  pause(): void {
    for (const sentence of this.#sentences.flush()) this.#check(sentence, 'soon');
    if (this.#textId === undefined) return;
    this.#recorder.queue({ type: 'text-end', id: this.#textId });
    this.#textId = undefined;
  }

  /** The end of the message. Returns all that was released of it. */
  end(hasCalls: boolean): string {
    this.pause();
    if (this.#recites && !hasCalls) {
      this.#release(WORDS.refused);
      this.pause();
    } else if (this.withheld && !hasCalls) {
      const missed = this.#turn.receipts.filter(({ call }) => this.#withheld.has(call.name));
      const words = missed.map((receipt) => receiptWords(this.#turn.service, receipt));
      this.#release(words.length > 0 ? words.join(' ') : NOT_DONE);
      this.pause();
    }
    return this.#said;
  }

  /** Takes back what was shown of this message, for another to begin anew. */
  takeBack(): void {
    if (!this.#begun) return;
    this.#recorder.show({ type: 'reset-step' });
    this.#turn.step = 'empty';
    this.#turn.said = this.#turn.said.slice(0, this.#turn.said.length - this.#said.length);
  }

  #check(sentence: string, when: When = 'now'): void {
    const { service, said } = this.#turn;
    this.#recites ||= hasMark(service, markTail(service, said) + sentence);
    if (this.#recites) return;
    // A claim must not come in two pieces of which neither is one: in a sentence that was cut, or around a call.
    const whole = unended(said) + (this.#textId === undefined ? ' ' : '') + sentence;
    const done = doneIn(this.#turn);
    const unfounded = this.#claims.unfounded(sentence, done) ?? this.#claims.unfounded(whole, done);
    if (unfounded === undefined) this.#release(sentence, when);
    else for (const action of unfounded) this.#withheld.add(action);
  }

  #release(text: string, when: When = 'now'): void {
    if (this.#textId === undefined) {
      if (text.trim() === '') return;
      this.begin();
      this.#textId = `${this.#id}-${String(this.#texts++)}`;
      this.#recorder.queue({ type: 'text-start', id: this.#textId });
    }
    this.#said += text;
    this.#turn.said += text;
    const delta = { type: 'text-delta' as const, id: this.#textId, delta: text };
    if (when === 'now') return this.#recorder.show(delta);
    this.#recorder.queue(delta);
    this.#recorder.showSoon();
  }
}
