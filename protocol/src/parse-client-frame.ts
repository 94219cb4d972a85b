import type * as z from 'zod';
import { clientFrame, type ClientFrame } from './client-frame.ts';
import { requestId } from './fields.ts';
import { findForbiddenKey } from './forbidden-key.ts';

/** Why a client's frame can't be taken, in words for the person who wrote the client. */
export interface FrameRefusal {
  readonly ok: false;
  readonly code: 'bad_request' | 'too_large';
  readonly message: string;
  /** The frame's own, where it has a valid one. */
  readonly requestId?: string;
}

const ACTIONS = clientFrame.options.map((option) => option.shape.action.value).join(', ');

/**
 * Reads a client's frame. Total: whatever the text is, the answer is a frame or a refusal, never an exception. How
 * many bytes a frame may have is for the transport to enforce, before the text gets here.
 */
export function parseClientFrame(
  text: string,
): { readonly ok: true; readonly frame: ClientFrame } | FrameRefusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refusal('bad_request', 'The frame is not JSON: send one JSON object.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refusal('bad_request', 'The frame is not a JSON object: send one with an "action".');
  }
  const named = 'requestId' in value ? requestId.safeParse(value.requestId).data : undefined;
  const forbidden = findForbiddenKey(value);
  if (forbidden !== undefined) {
    return refusal('bad_request', `The key "${forbidden}" is not allowed: leave it out.`, named);
  }
  const result = clientFrame.safeParse(value);
  if (result.success) return { ok: true, frame: result.data };
  const [issue] = result.error.issues;
  return refusal(isTooLong(issue) ? 'too_large' : 'bad_request', explain(issue, value), named);
}

function refusal(code: FrameRefusal['code'], message: string, named?: string): FrameRefusal {
  return { ok: false, code, message, ...(named === undefined ? {} : { requestId: named }) };
}

const isTooLong = (issue: z.core.$ZodIssue | undefined): boolean =>
  issue?.code === 'too_big' && issue.path[0] === 'text';

/** A frame's fields are all on its first level, so an issue's path is one field's name. */
function explain(issue: z.core.$ZodIssue | undefined, frame: object): string {
  const field = String(issue?.path[0]);
  const fault = Object.hasOwn(frame, field) ? 'wrong' : 'missing';
  const advice = field === 'action' ? `send one of ${ACTIONS}` : issue?.message;
  return `The field "${field}" is ${fault}: ${advice}.`;
}
