import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { PATIENCE_MS, runs } from '../../adversary/support/effort.ts';
import { Client } from '../../protocol-client/client.ts';
import { demoTarget } from '../../protocol-client/target.ts';
import { cardsOf, say } from '../../protocol-client/turn.ts';
import { tallied } from '../tally.ts';
import { Fuzzer } from './fuzzer.ts';
import { generatedFrame, type GeneratedFrame } from './generated-frame.ts';
import { MeasuredServer } from './measured.ts';
import type { Measure } from './measured-server.ts';

const FRAMES = runs(2_000, 50_000);
/** Frames that are sent at once, over all sockets. */
const VOLLEY = 100;
/** Frames after which the server has come to itself: code is compiled, caches are full. */
const WARM_UP = 1_000;
/** What the heap may be larger in the end, bytes: less than 70 for each of 50,000 frames. */
const HEAP_TOLERANCE = 3_000_000;
const SENDERS = ['cust_002', 'cust_003', 'cust_004', 'cust_005', 'cust_006', 'cust_007', 'op_001', 'op_002'];
const WITNESS = 'cust_001';

let server: MeasuredServer;

afterEach(() => server.stop());

/** Several who send what was generated, and one who goes on as if they were not there. */
class Bombardment {
  readonly fuzzers: readonly Fuzzer[];
  readonly #witness: Client;
  /** Frames that were sent so far. */
  sent = 0;
  #volleys = 0;

  private constructor(fuzzers: readonly Fuzzer[], witness: Client) {
    this.fuzzers = fuzzers;
    this.#witness = witness;
  }

  static async begin(): Promise<Bombardment> {
    const target = demoTarget(server.url);
    const fuzzers = [
      ...SENDERS.map((sub) => new Fuzzer(target, sub)),
      // Nothing may come of a socket that never said hello.
      new Fuzzer(target, SENDERS[0] ?? '', false),
    ];
    return new Bombardment(fuzzers, await Client.join(target, WITNESS));
  }

  /** Sends frames over all sockets at once. Returns what went wrong. */
  async volley(frames: readonly GeneratedFrame[]): Promise<readonly string[]> {
    const { fuzzers } = this;
    this.sent += frames.length;
    const others = fuzzers.map(({ mine }) => mine);
    await Promise.all([
      ...fuzzers.map((fuzzer, index) => {
        fuzzer.others = others[(index + 1) % others.length] ?? '';
        return fuzzer.send(frames.filter((_, at) => at % fuzzers.length === index));
      }),
      this.#witness.request({ action: 'ping' }),
      this.#volleys++ % 20 === 0 ? this.#talk() : undefined,
    ]);
    return [...fuzzers.flatMap(({ faults }) => faults.splice(0)), ...this.#witness.departures.splice(0)];
  }

  /** Another connection goes on. */
  async #talk(): Promise<void> {
    const { reply } = await say(this.#witness, 'is my speaker on?');
    expect(cardsOf(reply)).toMatchObject([{ action: 'device_status', output: { status: 'done' } }]);
  }

  async end(): Promise<void> {
    await Promise.all([...this.fuzzers.map((fuzzer) => fuzzer.close()), this.#witness.close()]);
  }
}

/** Sends so many frames; returns how the server was before and is after, when nobody is connected. */
async function bombard(
  frames: number,
  leaks = false,
): Promise<{ readonly before: Measure; readonly after: Measure }> {
  const warmUp = await Bombardment.begin();
  for (let at = 0; at < WARM_UP; at += VOLLEY) await warmUp.volley(fc.sample(generatedFrame, VOLLEY));
  await warmUp.end();
  const before = await server.settled();
  const bombardment = await Bombardment.begin();
  const volley = fc.array(generatedFrame, { minLength: VOLLEY, maxLength: VOLLEY });
  await fc.assert(
    fc.asyncProperty(volley, async (sent) => {
      const faults = await bombardment.volley(sent);
      if (faults.length > 0) throw new Error(faults.join('\n'));
    }),
    // What a frame does depends on those before it: fewer of them, sent to the same server, would show nothing.
    { numRuns: frames / VOLLEY, endOnFailure: true, includeErrorInReport: true },
  );
  await bombardment.end();
  const after = await server.settled(({ handles }) => leaks || isDeepStrictEqual(handles, before.handles));
  return { before, after };
}

test('whatever is sent is answered, and nothing of it stays', { timeout: PATIENCE_MS }, async ({ task }) => {
  server = await MeasuredServer.start();
  const { before, after } = await bombard(FRAMES);
  const growth = after.heap - before.heap;
  tallied(task, `frames (heap ${(growth / 1e6).toFixed(1)} MB)`, { runs: FRAMES, violations: [] });
  expect(after.faults).toEqual([]);
  expect(after.handles).toEqual(before.handles);
  expect(growth).toBeLessThan(HEAP_TOLERANCE);
});

test('what stays is found', { timeout: PATIENCE_MS }, async () => {
  server = await MeasuredServer.start(true);
  const { before, after } = await bombard(WARM_UP, true);
  expect(after.handles).not.toEqual(before.handles);
  expect(after.heap - before.heap).toBeGreaterThan(HEAP_TOLERANCE);
});
