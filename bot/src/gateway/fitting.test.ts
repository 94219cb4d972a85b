import { MAX_MESSAGE_BYTES } from '@agentic-service-bot/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened } from '../conversation/size.ts';
import { lastThatFit } from './fitting.ts';

test('as many of the last ones as fit into a frame, whatever the letters take, and at least one', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4_000 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const fitting = lastThatFit(texts);
      expect(fitting).toEqual(texts.slice(texts.length - fitting.length));
      expect(Buffer.byteLength(JSON.stringify(fitting))).toBeLessThan(MAX_MESSAGE_BYTES);
      expect(fitting.length === 0).toBe(texts.length === 0);
    }),
    { numRuns: 20 },
  );
  const long = Array.from({ length: 50 }, () => 'ж'.repeat(4_000));
  expect(lastThatFit(long)).toHaveLength(15);
  expect(lastThatFit(['x'.repeat(200_000)])).toHaveLength(1);
});

test('a long text is cut where it must be, and says so', () => {
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('abcd', 3)).toBe('ab…');
});
