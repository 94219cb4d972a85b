import { expect, it } from 'vitest';
import { errorFrame } from './error-frame.ts';

it('an error is the answer to the request that its frame names', () => {
  const frame = JSON.stringify({ action: 'ping', requestId: 'r1' });
  expect(errorFrame(frame, 'rate_limited', 'Wait.', { retryAfterMs: 5 })).toEqual({
    type: 'error',
    code: 'rate_limited',
    message: 'Wait.',
    requestId: 'r1',
    retryAfterMs: 5,
  });
  expect(errorFrame('{', 'internal', 'A fault.')).toEqual({
    type: 'error',
    code: 'internal',
    message: 'A fault.',
  });
  expect(errorFrame('{"action":"dance","requestId":"r2"}', 'internal', 'A fault.')).toMatchObject({
    requestId: 'r2',
  });
});
