import { expect, test } from 'vitest';
import { inputFields } from './input-fields.ts';

test('tells what an action was given, field by field', () => {
  const input = { devices: ['lamp-hall', 'lamp-porch'], change: 'set', level: 40, quietly: true };
  expect(inputFields(input)).toEqual([
    { name: 'Devices 1', value: 'lamp-hall' },
    { name: 'Devices 2', value: 'lamp-porch' },
    { name: 'Change', value: 'set' },
    { name: 'Level', value: 40 },
    { name: 'Quietly', value: true },
  ]);
});

test('goes as deep as they are, and leaves out what holds nothing', () => {
  const input = { when_at: { time: '07:00', days: [] }, calls: [{ input: { state: 'on' } }], name: null };
  expect(inputFields(input)).toEqual([
    { name: 'When at time', value: '07:00' },
    { name: 'Calls input state', value: 'on' },
  ]);
});

test.each([undefined, null, {}, []])('%j is nothing', (input) => {
  expect(inputFields(input)).toEqual([]);
});
