import { fault } from '../ports/fault.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * What became of a frame that was pushed. `gone`: its socket has closed. `lost`: it could not be sent to a socket that may be open.
 */
export type Pushed = 'sent' | 'gone' | 'lost';

/**
 * Sends frames to one socket, in order, up to the first that does not arrive: those after it would hide that it is missing.
 *
 * What can't be sent is reported, and no failure of whoever sends it: it stands in the log, and a client that finds a number
 * missing asks for it.
 */
export async function push(
  { connections, telemetry }: Pick<Ports, 'connections' | 'telemetry'>,
  connectionId: string,
  frames: readonly string[],
  conversationId?: string,
): Promise<Pushed> {
  try {
    for (const frame of frames) if ((await connections.send(connectionId, frame)) === 'gone') return 'gone';
    return 'sent';
  } catch (error) {
    telemetry.report(fault('push', error, conversationId));
    return 'lost';
  }
}
