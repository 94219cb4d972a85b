import { parseClientFrame, type ErrorCode, type ServerFrame } from '@agentic-service-bot/protocol';

/** What answers a frame that the gateway did not come to handle, with its `requestId` if it has a readable one. */
export function errorFrame(
  frame: string,
  code: ErrorCode,
  message: string,
  more: { readonly retryAfterMs?: number } = {},
): ServerFrame {
  const parsed = parseClientFrame(frame);
  const requestId = parsed.ok ? parsed.frame.requestId : parsed.requestId;
  const named = requestId === undefined ? {} : { requestId };
  return { type: 'error', code, message, ...named, ...more };
}
