import type { ErrorCode, Principal, ServerFrame } from '@agentic-service-bot/protocol';
import { push } from '../conversation/push.ts';
import type { Ports } from '../ports/ports.ts';

/** Who sent a frame, and over which socket. */
export interface Sender {
  readonly connectionId: string;
  readonly principal: Principal;
}

/** Why a frame is refused: a value, never an exception that a client could cause. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
}

export const refusal = (code: ErrorCode, message: string): Refusal => ({ code, message });
export const NOT_FOUND = refusal('not_found', 'There is no such conversation, or it is not yours.');

/** What is sent to a frame's own socket: frames in order, or a refusal. */
export type Answer = readonly ServerFrame[] | Refusal;

export const isRefusal = (answer: Answer | Refusal): answer is Refusal => 'code' in answer;

/** Sends frames to one socket, in order. What was done stays done where its answer can't be sent: it is asked for again. */
export async function sendTo(
  ports: Ports,
  connectionId: string,
  frames: readonly ServerFrame[],
): Promise<void> {
  const texts = frames.map((frame) => JSON.stringify(frame));
  await push(ports, connectionId, texts);
}
