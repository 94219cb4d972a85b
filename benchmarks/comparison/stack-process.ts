import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Start, Tell, Told } from './child.ts';

type Said = Extract<Told, { is: unknown }>['is'];

/** The process of a stack, seen from the one that measures. */
export class StackProcess {
  readonly #child: ChildProcess;
  /** What it said of itself when it was ready. */
  readonly is: Said;
  /** From the start of the process until it could take a message, milliseconds. */
  readonly readyMs: number;

  private constructor(child: ChildProcess, is: Said, readyMs: number) {
    this.#child = child;
    this.is = is;
    this.readyMs = readyMs;
  }

  static async start(program: string, start: Start): Promise<StackProcess> {
    const begun = performance.now();
    const child = fork(program, [JSON.stringify(start)], {
      // Not what this process was started with.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const is = await heardFrom(child);
    return new StackProcess(child, is, performance.now() - begun);
  }

  /** @throws Error of the stack, or that its process has died */
  async tell(tell: Tell): Promise<Said> {
    const answer = heardFrom(this.#child);
    this.#child.send(tell);
    return answer;
  }

  /** Settles when it has ended, with the signal that it was killed by. */
  async ended(): Promise<NodeJS.Signals | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.signalCode;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended();
  }
}

async function heardFrom(child: ChildProcess): Promise<Said> {
  const forget = new AbortController();
  try {
    const [told] = (await Promise.race([
      once(child, 'message', { signal: forget.signal }),
      once(child, 'exit', { signal: forget.signal }).then(() => [{ failed: 'The process has died.' }]),
    ])) as [Told];
    if ('failed' in told) throw new Error(told.failed);
    return told.is;
  } finally {
    forget.abort();
  }
}
