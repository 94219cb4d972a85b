import { expect, test } from 'vitest';
import { inputWords } from './input-words.ts';

test('says what an action was to do, and with what', () => {
  expect(inputWords({ change: 'up', devices: ['speaker-living-room'] })).toBe('Up · Speaker living room');
  expect(inputWords({ change: 'set', level: 40, quietly: true, loudly: false })).toBe(
    'Set · Level 40 · Quietly',
  );
  expect(inputWords({ plan: 'premium' })).toBe('Premium');
  expect(inputWords({ music: 'Miles Davis, live' })).toBe('Miles Davis, live');
});

test('calls things as the result does', () => {
  const result = {
    devices: [{ id: 'hV3k9sQ2mZ7xA0bW', label: 'Hall lamp' }],
    room: { id: 'r1', name: 'Hall' },
  };
  expect(inputWords({ devices: ['hV3k9sQ2mZ7xA0bW'], room: 'r1' }, result)).toBe('Hall lamp · Hall');
});

test('names what the result does where the input names nothing', () => {
  const result = { devices: [{ id: 'lamp', label: 'Hall lamp' }] };
  expect(inputWords({ change: 'up' }, result)).toBe('Up · Hall lamp');
  expect(inputWords({ change: 'up', devices: ['lamp'] }, result)).toBe('Up · Hall lamp');
});

test('leaves out what says nothing to people', () => {
  expect(inputWords({ device: 'hV3k9sQ2mZ7xA0bW', number: 'Xq7LmzNcvbTyuiop', note: ' ' })).toBe('');
  expect(inputWords({ calls: [{ action: 'power' }], when: { at: '07:00' }, name: 'Mornings' })).toBe(
    'Mornings',
  );
  expect(inputWords('no object')).toBe('');
});

test('stays short', () => {
  expect(inputWords({ devices: ['a', 'b', 'c', 'd', 'e', 'f'] })).toBe('A · B · C · D and 2 more');
  expect(inputWords({ reason: 'word '.repeat(40) })).toHaveLength(48);
});
