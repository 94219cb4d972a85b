import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { temporaryDirectory } from '../../support/server.ts';
import type { Measure } from './measured-server.ts';

const PROGRAM = fileURLToPath(new URL('measured-server.ts', import.meta.url));
/** How long it may take until nothing of what it was asked is being worked on, milliseconds. */
const PATIENCE_MS = 30_000;
const POLL_MS = 200;
/** So many measures in a row must be the same: what is still worked on has timers. */
const SAME = 5;

/** A server of the test's own that tells how it is. */
export class MeasuredServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #remove: () => Promise<void>;

  private constructor(child: ChildProcess, url: string, remove: () => Promise<void>) {
    this.#child = child;
    this.url = url;
    this.#remove = remove;
  }

  /** @param leak whether it is to hold on to something of every frame. */
  static async start(leak = false): Promise<MeasuredServer> {
    const data = await temporaryDirectory();
    const args = [data.path, ...(leak ? ['leaking'] : [])];
    const child = fork(PROGRAM, args, { execArgv: ['--expose-gc'], env: { PATH: process.env['PATH'] } });
    const [url] = (await once(child, 'message')) as [string];
    return new MeasuredServer(child, url, () => data.remove());
  }

  async measure(): Promise<Measure> {
    this.#child.send('measure');
    const [measure] = (await once(this.#child, 'message')) as [Measure];
    return measure;
  }

  /** Measures until nobody is connected and nothing has changed for a while, then until it is `as` it should be, or patience ends. */
  async settled(as: (measure: Measure) => boolean = () => true): Promise<Measure> {
    const deadline = performance.now() + PATIENCE_MS;
    let last = await this.measure();
    for (let same = 0; performance.now() < deadline;) {
      await setTimeout(POLL_MS);
      const next = await this.measure();
      same = isDeepStrictEqual(next.handles, last.handles) ? same + 1 : 0;
      last = next;
      if (same >= SAME && last.handles['TCPSocketWrap'] === undefined && as(last)) break;
    }
    return last;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    await this.#remove();
  }
}
