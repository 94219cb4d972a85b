import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A DynamoDB that forgets all when it stops. */
export interface Dynoxide {
  /** Where it is served, without a slash at the end. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** How often another port is tried, if somebody took the free one first. */
const TRIES = 3;

/**
 * Starts a DynamoDB in memory on a free port; where `DYNAMODB_ENDPOINT` names another, that one is used and left running.
 *
 * @param options.detached whether it is spared the Ctrl+C that the terminal sends to all
 */
export async function startDynoxide({ detached = false } = {}): Promise<Dynoxide> {
  const elsewhere = process.env['DYNAMODB_ENDPOINT'];
  if (elsewhere !== undefined) return { endpoint: elsewhere, stop: () => Promise.resolve() };
  for (let tries = 1; ; tries += 1) {
    try {
      return await launch(await freePort(), detached);
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

async function launch(port: number, detached: boolean): Promise<Dynoxide> {
  const child = spawn(binary(), ['serve', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('listening')) resolve();
    });
    child.stderr.on('data', () => {
      if (output.includes('listening')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`dynoxide ended: ${output}`));
    });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

const binary = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
