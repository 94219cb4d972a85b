import { demoTarget, type Target } from '../protocol-client/target.ts';
import { startServer, temporaryDirectory } from './server.ts';

export interface OpenTarget extends Target {
  close(): Promise<void>;
}

/**
 * Returns what the protocol's suite runs against: the server at TARGET_URL where that is set, else a fresh
 * server of one machine with nothing but its demo customers.
 */
export async function openTarget(): Promise<OpenTarget> {
  const url = process.env['TARGET_URL'];
  if (url !== undefined) return { ...demoTarget(url), close: () => Promise.resolve() };
  const data = await temporaryDirectory();
  const server = await startServer({ DATA_DIR: data.path });
  return {
    ...demoTarget(server.url),
    close: async () => {
      const { stdout } = await server.stop();
      await data.remove();
      const faults = stdout.split('\n').filter((line) => line.includes('"type":"fault"'));
      if (faults.length > 0) throw new Error(`The server met with faults:\n${faults.join('\n')}`);
    },
  };
}
