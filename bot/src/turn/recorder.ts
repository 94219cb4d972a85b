import type { Chunk, Message } from '@agentic-service-bot/protocol';
import { change, type Draft } from '../conversation/change.ts';
import type { Digest } from '../conversation/digest.ts';
import type { LogEntry, LoggedFrame } from '../conversation/entry.ts';
import { publish } from '../conversation/publish.ts';
import type { ConversationState } from '../conversation/state.ts';
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

/** What goes into the log together with the frames. */
export interface Commit {
  readonly frames?: readonly LoggedFrame[];
  readonly step?: StoredStep;
  /** Changes the state; its frames come after the others, the first of them numbered `seq`. */
  readonly change?: (state: ConversationState, seq: number) => Transition;
  readonly message?: { readonly from: number; readonly message: Message };
  readonly digest?: Digest;
}

/**
 * Writes one open reply into the log, and shows what was written. Frames shown in quick succession share an
 * entry: while one is being written, the next ones gather.
 *
 * A worker that was away for so long that another one has its lease does not know it. The log does: who finds that more
 * was written to the reply than they wrote themselves, stops.
 */
export class Recorder {
  readonly #ports: Ports;
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
  #scheduled = false;

  /**
   * @param last the log's last entry as far as is known; its state has the open reply.
   * @param frames the reply's frames that the log has already.
   * @param onCancel called once when it is seen that the customer has asked to stop.
   */
  constructor(ports: Ports, last: LogEntry, frames: readonly LoggedFrame[], onCancel: () => void) {
    const { reply } = last.state;
    if (reply === undefined) throw new Error('There is no open reply to record.');
    this.#ports = ports;
    this.#last = last;
    this.#messageId = reply.messageId;
    this.#since = reply.since;
    this.#writes = reply.writes;
    this.#frames = [...frames];
    this.#onCancel = onCancel;
    if (reply.cancelled) onCancel();
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

  /** Shows chunks soon, without waiting for it. What goes wrong is thrown by the next {@link commit}. */
  show(...chunks: readonly Chunk[]): void {
    this.queue(...chunks);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#writing = this.#writing.then(async () => {
      this.#scheduled = false;
      if (this.#pending.length > 0) await this.#write(this.#take(), {});
    });
    // Thrown again by `commit`, which awaits the same promise.
    this.#writing.catch(() => undefined);
  }

  /** Waits until all that is being shown is written: what is queued from then on goes with the next {@link commit}. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Writes what waits and what is given as one entry, durably, and shows it. */
  async commit(what: Commit): Promise<void> {
    // At once: the end of a reply must not go with an entry of `show` that lacks what the end changes.
    const pending = this.#take();
    await this.#writing;
    this.#writing = this.#write(pending, what);
    await this.#writing;
  }

  #take(): readonly LoggedFrame[] {
    const pending = this.#pending;
    this.#pending = [];
    this.#underWay = [...this.#underWay, ...pending];
    return pending;
  }

  async #write(pending: readonly LoggedFrame[], what: Commit): Promise<void> {
    const frames = [...pending, ...(what.frames ?? [])];
    const { conversationId } = this.#last;
    const entry = await change(
      this.#ports,
      conversationId,
      (last, seq) => this.#draft(last, seq, frames, what),
      this.#last,
    );
    this.#underWay = this.#underWay.slice(pending.length);
    if (entry === undefined) return;
    this.#last = entry;
    this.#writes++;
    this.#frames.push(...entry.frames.filter((frame) => this.#isMine(frame)));
    // Lists are right before anybody is told to look.
    if (what.message !== undefined || entry.frames.some(({ type }) => type !== 'chunk')) {
      await this.#ports.conversations.put(summaryOf(entry));
    }
    await publish(this.#ports, entry);
  }

  /** @throws Superseded if the reply is not open any more, or not this worker's. */
  #draft(
    last: LogEntry | undefined,
    seq: number,
    frames: readonly LoggedFrame[],
    what: Commit,
  ): Draft | undefined {
    const reply = last?.state.reply;
    if (last === undefined || reply?.messageId !== this.#messageId) throw new Superseded(false);
    if (reply.since !== this.#since || reply.writes !== this.#writes) throw new Superseded(true);
    if (reply.cancelled) this.#onCancel();
    const state = { ...last.state, reply: { ...reply, writes: reply.writes + 1 } };
    const changed = what.change?.(state, seq + frames.length) ?? { state, frames: [] };
    const all = [...frames, ...changed.frames];
    // An entry without frames has no place in the log, and nothing to tell.
    if (all.length === 0) return undefined;
    return {
      state: changed.state,
      frames: all,
      ...(what.step === undefined ? {} : { step: what.step }),
      ...(what.message === undefined ? {} : { message: what.message }),
      ...(what.digest === undefined ? {} : { digest: what.digest }),
    };
  }

  #isMine(frame: LoggedFrame): boolean {
    return frame.type === 'chunk' && frame.messageId === this.#messageId;
  }
}
