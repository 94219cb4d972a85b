import { ERROR_CODES } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import { duration, fullTime, inWords, shortTime, timeOfDay, wordsFor } from './words.ts';

test('every error has words of its own to say what to do', () => {
  for (const code of ERROR_CODES.keys()) {
    const words = wordsFor({ type: 'error', code, message: 'for developers' });
    expect(words).toMatch(/^[A-Z].*\.$/u);
    expect(words).not.toContain('for developers');
  }
});

test('says when to try again', () => {
  expect(wordsFor({ type: 'error', code: 'rate_limited', message: '', retryAfterMs: 1_200 })).toContain(
    'in 2 s',
  );
  expect(wordsFor({ type: 'error', code: 'rate_limited', message: '', retryAfterMs: 0 })).toContain('in 1 s');
});

test('a name becomes words', () => {
  expect(inWords('premium')).toBe('Premium');
  expect(inWords('very_big')).toBe('Very big');
});

test.each([
  [59_000, 'under a minute'],
  [60_000, '1 min'],
  [59 * 60_000, '59 min'],
  [60 * 60_000, '1 h'],
  [47 * 60 * 60_000, '1 d'],
])('%i ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('what is from today has a time, what is older a day', () => {
  const now = Date.parse('2026-01-05T12:00:00Z');
  expect(shortTime('2026-01-05T12:00:00Z', now)).toBe(timeOfDay('2026-01-05T12:00:00Z'));
  expect(shortTime('2025-12-24T12:00:00Z', now)).toContain('24');
  expect(fullTime('2026-01-05T12:00:00Z', now)).toBe(timeOfDay('2026-01-05T12:00:00Z'));
  const older = fullTime('2025-12-24T12:00:00Z', now);
  expect(older).toContain('24');
  expect(older).toContain(timeOfDay('2025-12-24T12:00:00Z'));
});
