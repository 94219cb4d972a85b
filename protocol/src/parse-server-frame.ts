import * as z from 'zod';
import { chunk, type Chunk } from './chunk.ts';
import { errorCode } from './error-code.ts';
import { message, messagePart, type MessagePart } from './message.ts';
import {
  acceptedFrame,
  auditPageFrame,
  chunkFrame,
  conversationFrame,
  conversationsFrame,
  errorFrame,
  historyPageFrame,
  inboxFrame,
  messageFrame,
  okFrame,
  pongFrame,
  resumedFrame,
  summaryFrame,
  welcomeFrame,
  type ErrorFrame,
  type ServerFrame,
} from './server-frame.ts';

/** A newer server's chunk keeps its place in the order and, being transient, adds nothing to the message. */
const receivedChunk = z.union([
  chunk,
  z.looseObject({ type: z.string() }).transform((unknown): Chunk => ({
    type: 'data-unknown',
    data: unknown,
    transient: true,
  })),
]);

const receivedMessage = message.extend({
  parts: z.array(z.unknown()).transform((parts): MessagePart[] =>
    parts.flatMap((part) => {
      const known = messagePart.safeParse(part);
      return known.success ? [known.data] : [];
    }),
  ),
});

const received = z.discriminatedUnion('type', [
  chunkFrame.extend({ chunk: receivedChunk }),
  messageFrame.extend({ message: receivedMessage }),
  historyPageFrame.extend({
    messages: z.array(historyPageFrame.shape.messages.element.extend({ message: receivedMessage })),
  }),
  errorFrame.extend({ code: errorCode.catch('internal') }),
  welcomeFrame,
  acceptedFrame,
  conversationFrame,
  resumedFrame,
  conversationsFrame,
  inboxFrame,
  auditPageFrame,
  summaryFrame,
  okFrame,
  pongFrame,
]);

/**
 * Reads a server's frame as a client should: what it does not know (a newer server's fields, chunks, parts, error
 * codes) does no harm. Undefined for a frame that means nothing to it. Never throws.
 */
export function parseServerFrame(text: string): ServerFrame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return 'type' in value ? received.safeParse(value).data : gatewayError(value);
}

/** A frame without a type comes from a gateway in front of the server, which could not pass a frame on. */
function gatewayError(value: object): ErrorFrame {
  const words = 'message' in value ? value.message : undefined;
  return {
    type: 'error',
    code: 'unavailable',
    message: typeof words === 'string' ? words : 'The gateway gave no reason.',
  };
}
