import { demoTarget, type Target } from '../protocol-client/target.ts';
import { startServer, temporaryDirectory } from './server.ts';

/** A target of one file's tests. */
export interface OpenTarget extends Target {
  /** Ends it; fails if it met with faults meanwhile. */
  close(): Promise<void>;
}

/**
 * Opens what the protocol's suite runs against: a fresh server of one machine, with nothing in it but its demo
 * customers. The suite knows it as a `Target` only, so that it runs unchanged against another.
 */
export async function openTarget(): Promise<OpenTarget> {
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
