import { createInterface } from 'node:readline/promises';
import type { Tools } from './tools.ts';

/** What a command has of a terminal: somebody to ask, and Ctrl+C. */
export interface Terminal extends Required<Pick<Tools, 'stopped'>>, Pick<Tools, 'ask'> {
  /** No longer listens for Ctrl+C. */
  close(): void;
}

/** What a process reads from and writes to. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream;
}

/** Listens for Ctrl+C, at a question and otherwise; without a terminal nobody is there to be asked. */
export function terminalOf({ stdin, stdout }: Streams): Terminal {
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
  };
  process.on('SIGINT', stop);
  return {
    stopped: stopping.signal,
    ask: stdin.isTTY === true ? ask : undefined,
    close: () => process.off('SIGINT', stop),
  };

  async function ask(question: string): Promise<string> {
    const lines = createInterface({ input: stdin, output: stdout, terminal: true });
    // While it reads, the terminal hands Ctrl+C to it.
    lines.once('SIGINT', stop);
    try {
      // Ctrl+D, or a terminal that goes away, answers nothing.
      const left = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
      const typed = lines.question(question, { signal: stopping.signal }).catch(() => {
        stdout.write('\n');
        return '';
      });
      return await Promise.race([typed, left]);
    } finally {
      lines.close();
    }
  }
}
