import type { Clients } from './clients.ts';

export interface RunOptions {
  /** The folder to run in. */
  readonly cwd: string;
  /** Environment variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the output is shown while it comes; else it is only returned. */
  readonly shown: boolean;
}

/** Runs a program to its end. @throws CommandError if it can't be started or its code is not 0 */
export type Run = (program: string, args: readonly string[], options: RunOptions) => Promise<string>;

/** All that a command reaches outside the process. */
export interface Tools {
  readonly aws: Clients;
  readonly run: Run;
  readonly fetch: (url: string) => Promise<Response>;
  /** The status that answers a WebSocket handshake without a token. */
  readonly handshake: (url: string) => Promise<number>;
  /** The name servers of a domain. */
  readonly nameServers: (domain: string) => Promise<readonly string[]>;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
  /** Asks whoever runs the command; undefined: nobody is there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Aborted when whoever runs the command wants it to stop. */
  readonly stopped?: AbortSignal;
  /** A fresh folder, removed when the command ends. */
  readonly makeFolder: () => Promise<string>;
  /** The project's folder. */
  readonly root: string;
}
