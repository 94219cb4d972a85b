import { APICallError, JSONParseError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { toFailure } from './failure.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

const call = (
  statusCode: number | undefined,
  message = 'No.',
  responseHeaders: Record<string, string> = {},
) =>
  new APICallError({
    message,
    url: 'http://provider.test',
    requestBodyValues: { secret: 'prompt' },
    responseHeaders,
    isRetryable: true,
    ...(statusCode === undefined ? {} : { statusCode }),
  });

describe('toFailure', () => {
  it.each([
    [429, 'rate-limited', true, false],
    [503, 'overloaded', true, true],
    [529, 'overloaded', true, true],
    [500, 'broken', true, true],
    [424, 'broken', true, true],
    [408, 'broken', true, true],
    [401, 'unauthorized', false, true],
    [403, 'unauthorized', false, true],
    [413, 'too-long', false, false],
    [400, 'rejected', false, false],
    [404, 'rejected', false, false],
    [200, 'incomplete', true, true],
    [undefined, 'unreachable', true, true],
  ] as const)('takes status %s for %s', (status, kind, mayRetry, countsAgainstProvider) => {
    expect(toFailure(call(status), NOW)).toMatchObject({ kind, mayRetry, countsAgainstProvider });
  });

  it.each([
    'prompt is too long: 205000 tokens > 200000 maximum',
    "This model's maximum context length is 8192 tokens",
    'Input is too long for requested model.',
  ])('knows an over-long request by its words: %s', (message) => {
    expect(toFailure(call(400, message), NOW).kind).toBe('too-long');
  });

  it.each([
    [{ message: 'Overloaded', statusCode: 529 }, 'overloaded'],
    [{ message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' }, 'rate-limited'],
    [{ message: 'Too many', code: 'context_length_exceeded' }, 'too-long'],
    [{ message: 'No key', code: 'invalid_api_key' }, 'unauthorized'],
    [{ message: 'Engine died', type: 'server_error', code: 500 }, 'broken'],
    [{ message: 'Something' }, 'broken'],
    ['it failed', 'broken'],
    [undefined, 'broken'],
    [new TypeError('terminated'), 'unreachable'],
    [new JSONParseError({ text: '{', cause: 'unexpected end' }), 'incomplete'],
  ])('knows the error of a stream %j as %s', (error, kind) => {
    expect(toFailure(error, NOW).kind).toBe(kind);
  });

  it.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': '9', 'retry-after-ms': '20' }, 20],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7_000],
    [{ 'retry-after': 'Thu, 01 Jan 2015 00:00:07 GMT' }, 0],
    [{ 'retry-after': 'later' }, undefined],
    [{}, undefined],
  ])('reads %j', (headers, retryAfterMs) => {
    expect(toFailure(call(429, 'Slow down', headers), NOW).retryAfterMs).toBe(retryAfterMs);
  });

  it('keeps neither the request nor what is long out of the log', () => {
    const failure = toFailure(call(400, 'x'.repeat(5_000)), NOW);
    expect(failure.message.length).toBeLessThan(400);
    expect(JSON.stringify(failure)).not.toContain('prompt');
    expect(failure.cause).toBeUndefined();
  });

  it('leaves a failure as it is', () => {
    const failure = toFailure(call(429), NOW);
    expect(toFailure(failure, NOW)).toBe(failure);
  });
});
