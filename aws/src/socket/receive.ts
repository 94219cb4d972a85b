import { errorFrame, type Gateway } from '@agentic-service-bot/bot';
import { fault, type Connections, type Telemetry } from '@agentic-service-bot/bot/ports';
import { CAUGHT } from '../metrics.ts';
import { fromContext } from './authorizer-context.ts';

/** What the gateway reads of a frame that API Gateway hands over. */
export interface FrameEvent {
  readonly requestContext: { readonly connectionId: string; readonly authorizer?: unknown };
  readonly body?: string | null;
  /** A binary frame. */
  readonly isBase64Encoded?: boolean;
}

export interface Reception {
  readonly gateway: Pick<Gateway, 'receive'>;
  readonly send: Connections['send'];
  /** Closes a socket, gone or not. */
  readonly close: (connectionId: string) => Promise<void>;
  readonly telemetry: Telemetry;
}

/**
 * Handles one frame of a socket. Whatever happens, its sender hears of it, and of nothing internal.
 *
 * A binary frame does not come this far: by its documentation API Gateway ends the connection itself, with 1003 as the protocol
 * has it. One that does come closes the socket.
 */
export async function receive(reception: Reception, event: FrameEvent): Promise<void> {
  const { gateway, send, close, telemetry } = reception;
  const { connectionId, authorizer } = event.requestContext;
  const text = event.body ?? '';
  if (event.isBase64Encoded === true) return close(connectionId);
  try {
    const then = await gateway.receive(connectionId, fromContext(authorizer), text);
    if (then === 'close') await close(connectionId);
  } catch (error) {
    telemetry.report(fault(CAUGHT.receive, error));
    const answer = errorFrame(text, 'internal', 'A fault of the server: try again.');
    await send(connectionId, JSON.stringify(answer)).catch((unsent: unknown) => {
      telemetry.report(fault('push', unsent));
    });
  }
}
