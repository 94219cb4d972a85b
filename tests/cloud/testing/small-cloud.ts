import { vi } from 'vitest';
import { afterEach } from 'vitest';
import { WebSocket } from 'ws';
import { Cloud, type CloudOptions } from '../cloud.ts';
import { smallApp, type Differences } from './small-app.ts';

/** A socket of a small app, and what came on it. */
export interface Client {
  readonly socket: WebSocket;
  readonly frames: readonly string[];
  /** The code that it ended with. */
  readonly closed: Promise<number>;
}

/** Opens small apps for the tests of a file, and closes each when its test is over. */
export function useSmallCloud() {
  const opened: (() => Promise<void>)[] = [];
  vi.setConfig({ testTimeout: 30_000 });
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });
  return async (
    differences: Differences = {},
    options: Omit<CloudOptions, 'assembly'> = {},
  ): Promise<Cloud> => {
    const app = await smallApp(differences);
    opened.push(() => app.remove());
    const cloud = await Cloud.open({ assembly: app.assembly, ...options });
    opened.push(() => cloud.close());
    return cloud;
  };
}

/** Opens a socket; throws what it was refused with. */
export async function connect(
  cloud: Cloud,
  protocols: readonly string[] = ['asb.v1', 'token'],
): Promise<Client> {
  const socket = new WebSocket(cloud.gateway.url, [...protocols]);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push((data as Buffer).toString()));
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      reject(new Error(`refused ${response.statusCode ?? 0}`));
    });
  });
  return { socket, frames, closed };
}
