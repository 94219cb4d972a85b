import type { ClientFrame, NumberedFrame, ServerFrame } from '@agentic-service-bot/protocol';
import fc from 'fast-check';
import { test, expect } from 'vitest';
import { Feed } from './feed.ts';
import { Requests } from './requests.ts';
import { FakeClock, settled } from './testing/fake-clock.ts';
import type { FakeLog } from './testing/fake-log.ts';
import { talk } from './testing/fake-talk.ts';
import type { TranscriptEntry } from './transcript.ts';

const PAGE = 4;

/** What the network and the server do next; `at` picks one of the frames under way. */
interface Event {
  readonly kind: 'log' | 'deliver' | 'repeat' | 'lose' | 'cut';
  readonly at: number;
}

const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant('log' as const) },
      { weight: 8, arbitrary: fc.constant('deliver' as const) },
      { weight: 2, arbitrary: fc.constant('repeat' as const) },
      { weight: 1, arbitrary: fc.constant('lose' as const) },
      { weight: 1, arbitrary: fc.constant('cut' as const) },
    ),
    at: fc.nat(5),
  }),
  { maxLength: 120 },
);

/** A client, a server and a network between them that loses, repeats and reorders. */
class World {
  readonly clock = new FakeClock();
  readonly #log: FakeLog;
  /** How much of the log has been written so far. */
  #written: number;
  #underWay: ServerFrame[] = [];
  #ids = 0;
  readonly #requests: Requests;
  readonly feed: Feed;

  constructor(log: FakeLog, written: number) {
    this.#log = log;
    this.#written = written;
    this.#requests = new Requests(
      {
        send: (frame) => {
          void this.#answer(frame);
          return true;
        },
        check: () => undefined,
      },
      this.clock,
      () => `r${++this.#ids}`,
    );
    this.feed = new Feed(log.id, this.#requests, this.clock);
    void this.feed.load();
  }

  async play(event: Event): Promise<void> {
    switch (event.kind) {
      case 'log': {
        const frame = this.#log.frames[this.#written];
        if (!frame) return;
        this.#written += 1;
        this.#underWay.push(frame);
        return;
      }
      case 'deliver':
        return this.#deliver(event.at);
      case 'repeat': {
        const frame = this.#underWay[event.at];
        if (frame && isLive(frame)) this.#underWay.push(frame);
        return;
      }
      case 'lose':
        this.#underWay = this.#underWay.filter((frame, index) => index !== event.at || !isLive(frame));
        return;
      case 'cut':
        this.#underWay = [];
        this.#requests.resend();
        void this.feed.catchUp();
        return;
    }
  }

  /** Lets everything arrive that was lost or is still to come. */
  async finish(): Promise<readonly TranscriptEntry[]> {
    while (this.#written < this.#log.last) await this.play({ kind: 'log', at: 0 });
    await this.#drain();
    await this.play({ kind: 'cut', at: 0 });
    await this.#drain();
    return this.feed.entries.get();
  }

  async #drain(): Promise<void> {
    do {
      while (this.#underWay.length > 0) await this.#deliver(0);
      await this.clock.advance(10_000);
      void this.feed.loadEarlier();
      await settled();
    } while (this.#underWay.length > 0);
  }

  async #deliver(at: number): Promise<void> {
    const index = this.#choose(at);
    const frame = this.#underWay[index];
    if (!frame) return;
    this.#underWay.splice(index, 1);
    if (!this.#requests.settle(frame) && isNumbered(frame)) this.feed.receive(frame);
    await settled();
  }

  /** Live frames overtake each other and the rest; an answer's own frames stay in order. */
  #choose(at: number): number {
    const wanted = this.#underWay[at];
    if (!wanted || isLive(wanted)) return at;
    return this.#underWay.findIndex((frame) => !isLive(frame));
  }

  async #answer(frame: ClientFrame): Promise<void> {
    const written = this.#log.upTo(this.#written);
    if (frame.action === 'history') {
      const page = await written.history(frame.before, PAGE);
      this.#underWay.push(withRequestId(page, frame.requestId));
    }
    if (frame.action === 'resume') {
      const answer = await written.resume(frame.after, PAGE);
      this.#underWay.push(...answer.map((each) => withRequestId(each, frame.requestId)));
    }
  }
}

const isLive = (frame: ServerFrame): boolean => isNumbered(frame) && !frame.replay;

const isNumbered = (frame: ServerFrame): frame is NumberedFrame =>
  frame.type === 'chunk' || frame.type === 'message' || frame.type === 'conversation';

const withRequestId = <F extends ServerFrame>(frame: F, requestId: string | undefined): F =>
  isNumbered(frame) || requestId === undefined ? frame : { ...frame, requestId };

/** What a client sees to which everything comes once and in order. */
async function inOrder(log: FakeLog): Promise<readonly TranscriptEntry[]> {
  const feed = new Feed(
    log.id,
    new Requests({ send: () => false, check: () => undefined }, new FakeClock(), String),
    new FakeClock(),
  );
  feed.begin();
  for (const frame of log.frames) feed.receive(frame);
  await settled();
  return feed.entries.get();
}

test(
  'whatever the network does, the transcript is that of a client to which all came in order',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        talk,
        fc.double({ min: 0, max: 1, noNaN: true }),
        events,
        async (log, share, happened) => {
          const world = new World(log, Math.floor(log.last * share));
          for (const event of happened) {
            await world.play(event);
            await settled();
          }
          expect(await world.finish()).toEqual(await inOrder(log));
        },
      ),
      { numRuns: 200 },
    );
  },
);
