import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = 'local/src/main.ts';
/** How long the server may take to serve, or to end, milliseconds. */
const PATIENCE_MS = 15_000;
/** How often it is asked whether it has come to that, milliseconds. */
const POLL_MS = 20;

export interface Exit {
  /** The exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real server as a process of its own. */
export interface Server {
  /** Where it serves, without a slash at the end. */
  readonly url: string;
  /** Ends it with a signal and returns how it ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<Exit>;
}

/** Settings of the server; nothing else of this process's environment reaches it. */
export type Settings = Readonly<Record<string, string>>;

/** Starts the server on a free port and returns it once it can take a message. */
export async function startServer(settings: Settings & { readonly DATA_DIR: string }): Promise<Server> {
  const server = launch({ PORT: '0', ...settings });
  const url = await server.until('its URL', () => /https?:\/\/[^\s/]+/.exec(server.stdout())?.[0]);
  await server.until('health', async () => {
    const response = await fetch(`${url}/healthz`);
    return response.status === 200 ? true : undefined;
  });
  return {
    url,
    stop: async (signal = 'SIGTERM') => {
      server.kill(signal);
      return await server.ended;
    },
  };
}

/** Starts the server with settings that it must refuse, and returns how it ended. */
export async function runServer(settings: Settings): Promise<Exit> {
  return await launch(settings, { timeout: PATIENCE_MS, killSignal: 'SIGKILL' }).ended;
}

/** Makes an empty directory and returns it with what removes it. */
export async function temporaryDirectory(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'agentic-service-bot-'));
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
    },
  };
}

interface Launched {
  readonly ended: Promise<Exit>;
  stdout(): string;
  kill(signal: NodeJS.Signals): void;
  /** Asks again whenever something may have changed, until `ask` answers. */
  until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T>;
}

function launch(settings: Settings, limits: Pick<SpawnOptions, 'timeout' | 'killSignal'> = {}): Launched {
  const child = spawn(process.execPath, [MAIN], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...limits,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return {
    ended,
    stdout: () => stdout,
    kill: (signal) => {
      child.kill(signal);
    },
    async until(what, ask) {
      const deadline = performance.now() + PATIENCE_MS;
      while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
        const answer = await Promise.resolve()
          .then(ask)
          .catch(() => undefined);
        if (answer !== undefined) return answer;
        await setTimeout(POLL_MS);
      }
      child.kill('SIGKILL');
      throw new Error(`The server did not come to ${what}.\n${stdout}\n${stderr}`);
    },
  };
}
