import { expect, test } from 'vitest';
import { pack, packText, unpack, unpackText } from './packed.ts';

test('what is packed comes out as it was', () => {
  const value = { '': '\ud800', texts: ['\u0000', 'ü'.repeat(5_000)], numbers: [1e300, -0.1], nothing: null };
  expect(unpack(pack(value))).toEqual(value);
  expect(unpackText(packText('{"a":1}', 'beside'.repeat(9_000)), 'beside'.repeat(9_000))).toBe('{"a":1}');
});

test('what stands beside it is not stored twice', () => {
  const text = JSON.stringify(Array.from({ length: 60 }, (_, n) => `${n * 7919} is a number`));
  expect(packText(text, text).length).toBeLessThan(packText(text).length / 5);
});

test('an item that is packed in another way is not taken for nonsense', () => {
  const other = Buffer.concat([Buffer.of(9), pack({}).subarray(1)]);
  expect(() => unpack(other)).toThrow('in a way that this version does not know');
  expect(() => unpack('text')).toThrow('in a way that this version does not know');
});

test('what was packed before is read: the dictionary has not changed', () => {
  const packed = Buffer.from('ASOuSRBbWwsA', 'base64');
  expect(unpack(packed)).toEqual({ status: 'done', result: { devices: [] } });
});
