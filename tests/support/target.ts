import { demoTarget, type Target } from '../protocol-client/target.ts';
import { startServer, temporaryDirectory } from './server.ts';

/** `TARGET=cloud`: the protocol's suite runs against a simulated AWS instead of one machine. */
export const isCloud = process.env['TARGET'] === 'cloud';

/** How long a test of the suite may take, milliseconds: in the simulation each call of a function passes several programs. */
export const TEST_TIMEOUT_MS = isCloud ? 120_000 : 30_000;

/** A target of one file's tests. */
export interface OpenTarget extends Target {
  /** Ends it; fails if it met with faults meanwhile. */
  close(): Promise<void>;
}

/**
 * Opens what the protocol's suite runs against, with nothing in it but its demo customers: a fresh server of one machine,
 * or, where `TARGET` is `cloud`, a fresh simulated AWS. The suite knows it as a `Target` only, and runs unchanged against
 * both.
 */
export async function openTarget(): Promise<OpenTarget> {
  if (!isCloud) return await openServer();
  const { openCloudTarget } = await import('../cloud/target.ts');
  return await openCloudTarget();
}

async function openServer(): Promise<OpenTarget> {
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
