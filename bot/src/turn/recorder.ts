import type { Chunk } from '@agentic-service-bot/protocol';
import { change, type Draft } from '../conversation/change.ts';
import type { Digest } from '../conversation/digest.ts';
import type { LogEntry, LoggedFrame } from '../conversation/entry.ts';
import type { Followers } from '../conversation/followers.ts';
import type { ConversationState, OpenReply } from '../conversation/state.ts';
import type { Transition } from '../conversation/transitions.ts';
import type { StoredStep } from '../conversation/step.ts';
import { summaryOf } from '../conversation/view.ts';
import type { Ports } from '../ports/ports.ts';

/** The reply is no longer this worker's: a person took over, or another worker has it. Nothing more may be shown. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
  /** Whether the reply is still to be ended, by that other worker. */
  readonly isOpen: boolean;

  constructor(isOpen: boolean) {
    super(isOpen ? 'Another worker goes on with the reply.' : 'The reply was ended by somebody else.');
    this.isOpen = isOpen;
  }
}

/** How long what is shown gathers once something has been shown, milliseconds: a reader does not notice. */
const GATHER_MS = 300;
/** How long an output waits for the words that come after it, milliseconds. */
const OUTPUT_MS = 50;

/** What goes into the log together with the frames. */
export interface Commit {
  readonly frames?: readonly LoggedFrame[];
  readonly step?: StoredStep;
  /** Changes the state; its frames come after the others, the first of them numbered `seq`. */
  readonly change?: (state: ConversationState, seq: number) => Transition;
  readonly message?: LogEntry['message'];
  readonly digest?: Digest;
  /** Nothing of it is written if the customer has asked to stop: only what waited to be shown. */
  readonly unlessCancelled?: boolean;
}

/**
 * Writes one open reply into the log, and shows what was written. Frames shown in quick succession share an
 * entry: while one is being written, and for a moment after it, the next ones gather.
 *
 * A worker that was away for so long that another one has its lease does not know it. The log does: who finds that more
 * was written to the reply than they wrote themselves, stops.
 */
export class Recorder {
  readonly #ports: Ports;
  readonly #followers: Followers;
  readonly #messageId: string;
  readonly #since: number;
  readonly #onCancel: () => void;
  readonly #frames: LoggedFrame[];
  #last: LogEntry;
  #writes: number;
  #pending: LoggedFrame[] = [];
  /** What writes that are not finished yet have taken out of `#pending`. */
  #underWay: readonly LoggedFrame[] = [];
  #writing: Promise<void> = Promise.resolve();
  #gathering: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #stopped = false;
  #firstShownAt: Date | undefined;

  /**
   * @param followers who is shown it.
   * @param last the log's last entry as far as is known; its state has the open reply.
   * @param frames the reply's frames that the log has already.
   * @param onCancel called once when it is seen that the customer has asked to stop.
   */
  constructor(
    ports: Ports,
    followers: Followers,
    last: LogEntry,
    frames: readonly LoggedFrame[],
    onCancel: () => void,
  ) {
    const { reply } = last.state;
    if (reply === undefined) throw new Error('There is no open reply to record.');
    this.#ports = ports;
    this.#followers = followers;
    this.#last = last;
    this.#messageId = reply.messageId;
    this.#since = reply.since;
    this.#writes = reply.writes;
    this.#frames = [...frames];
    this.#onCancel = onCancel;
    if (reply.cancelled) onCancel();
  }

  /** The last entry that was written. */
  get last(): LogEntry {
    return this.#last;
  }

  /** When the customer was first shown words or an action; undefined before it, and where an earlier worker did. */
  get firstShownAt(): Date | undefined {
    return this.#firstShownAt;
  }

  /** All frames of the reply so far, those that are being written or wait for it included. */
  get frames(): readonly LoggedFrame[] {
    return [...this.#frames, ...this.#underWay, ...this.#pending];
  }

  chunk(chunk: Chunk): LoggedFrame {
    return { type: 'chunk', messageId: this.#messageId, chunk };
  }

  /** Puts chunks in line; they go with the next entry. */
  queue(...chunks: readonly Chunk[]): void {
    this.#pending.push(...chunks.map((chunk) => this.chunk(chunk)));
  }

  /** Shows chunks, without waiting for it. What goes wrong is thrown by the next {@link commit}. */
  show(...chunks: readonly Chunk[]): void {
    this.queue(...chunks);
    if (this.#gathering === undefined) this.#flush();
  }

  /** Shows what is queued in a moment, unless it goes with something else before. */
  showSoon(): void {
    this.#soon ??= setTimeout(() => {
      if (this.#gathering === undefined) this.#flush();
    }, OUTPUT_MS);
  }

  /** Shows nothing more by itself: what waits goes with the next {@link commit}, if there is one. */
  stop(): void {
    this.#stopped = true;
    this.#endTimers();
  }

  /** Writes what waits and what is given as one entry, durably, and shows it. False: the customer has asked to stop instead. */
  async commit(what: Commit): Promise<boolean> {
    this.#endTimers();
    const pending = this.#take();
    await this.#writing;
    const writing = this.#write(pending, what);
    this.#writing = writing.then(() => undefined);
    this.#writing.catch(() => undefined);
    return writing;
  }

  #flush(): void {
    this.#endTimers();
    this.#gathering = setTimeout(() => {
      this.#gathering = undefined;
      if (this.#pending.length > 0) this.#flush();
    }, GATHER_MS);
    this.#writing = this.#writing.then(async () => {
      if (!this.#stopped && this.#pending.length > 0) await this.#write(this.#take(), {});
    });
    // Thrown again by `commit`, which awaits the same promise.
    this.#writing.catch(() => undefined);
  }

  #endTimers(): void {
    clearTimeout(this.#gathering);
    clearTimeout(this.#soon);
    this.#gathering = this.#soon = undefined;
  }

  #take(): readonly LoggedFrame[] {
    const pending = this.#pending;
    this.#pending = [];
    this.#underWay = [...this.#underWay, ...pending];
    return pending;
  }

  async #write(pending: readonly LoggedFrame[], wanted: Commit): Promise<boolean> {
    const { conversationId } = this.#last;
    let what = wanted;
    const entry = await change(
      this.#ports,
      conversationId,
      (last, seq) => {
        // Somebody else has written meanwhile, perhaps to say that they are there.
        if (last !== this.#last) this.#followers.forget();
        const state = this.#mine(last);
        what = state.reply.cancelled && wanted.unlessCancelled === true ? {} : wanted;
        return draft(state, seq, pending, what);
      },
      this.#last,
    );
    this.#underWay = this.#underWay.slice(pending.length);
    if (entry === undefined) return what === wanted;
    this.#last = entry;
    this.#writes++;
    const isFirst = !this.#frames.some(isOfInterest);
    this.#frames.push(...entry.frames.filter((frame) => this.#isMine(frame)));
    // Lists are right before anybody is told to look.
    if (what.message !== undefined || entry.frames.some(({ type }) => type !== 'chunk')) {
      await this.#ports.conversations.put(summaryOf(entry));
    }
    await this.#followers.publish(entry);
    if (isFirst && entry.frames.some(isOfInterest)) this.#firstShownAt = this.#ports.now();
    return what === wanted;
  }

  /**
   * The state in which this worker's reply is open, with one more write.
   *
   * @throws Superseded if the reply is not open any more, or not this worker's.
   */
  #mine(last: LogEntry | undefined): ConversationState & { readonly reply: OpenReply } {
    const reply = last?.state.reply;
    if (last === undefined || reply?.messageId !== this.#messageId) throw new Superseded(false);
    if (reply.since !== this.#since || reply.writes !== this.#writes) throw new Superseded(true);
    if (reply.cancelled) this.#onCancel();
    return { ...last.state, reply: { ...reply, writes: reply.writes + 1 } };
  }

  #isMine(frame: LoggedFrame): boolean {
    return frame.type === 'chunk' && frame.messageId === this.#messageId;
  }
}

/** Whether a frame shows words or an action, rather than that something begins. */
const isOfInterest = (frame: LoggedFrame): boolean =>
  frame.type === 'chunk' &&
  (frame.chunk.type === 'text-delta' || frame.chunk.type === 'tool-input-available');

function draft(
  state: ConversationState,
  seq: number,
  pending: readonly LoggedFrame[],
  { frames = [], change, step, message, digest }: Commit,
): Draft | undefined {
  const changed = change?.(state, seq + pending.length + frames.length) ?? { state, frames: [] };
  const all = [...pending, ...frames, ...changed.frames];
  // An entry without frames has no place in the log, and nothing to tell.
  if (all.length === 0) return undefined;
  return {
    state: changed.state,
    frames: all,
    ...(step === undefined ? {} : { step }),
    ...(message === undefined ? {} : { message }),
    ...(digest === undefined ? {} : { digest }),
  };
}
