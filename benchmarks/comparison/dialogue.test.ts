import { describe, expect, test } from 'vitest';
import { confirmation, HistoryRefused, Model, request, SENT, type Line } from './dialogue.ts';

const asked: Line = { role: 'user', text: request(7) };
const called: Line = { role: 'assistant', text: '', calls: [{ id: 'a', parcel: 7 }] };
const result: Line = { role: 'result', id: 'a', output: JSON.stringify(SENT) };

test('calls the action for a request, and says so once it has the result', () => {
  const model = new Model();
  expect(model.answer([asked])).toMatchObject({ call: { parcel: 7 } });
  expect(model.answer([asked, called, result])).toEqual({ text: confirmation(7) });
});

test('does not say that it was sent when nobody knows', () => {
  const unknown: Line = { role: 'result', id: 'a', output: '{"status":"unknown"}' };
  expect(new Model().answer([asked, called, unknown])).not.toEqual({ text: confirmation(7) });
});

test('counts words, inputs and results of what it was sent', () => {
  const model = new Model();
  model.answer([{ role: 'system', text: '1234' }, asked, called, result]);
  expect(model.characters).toBe(4 + request(7).length + '{"parcel":7}'.length + '{"status":"sent"}'.length);
});

describe('refuses, as providers do', () => {
  test.each<[string, Line[]]>([
    ['a call without a result', [asked, called]],
    ['a call whose result comes too late', [asked, called, asked, result]],
    ['a result without a call', [asked, result]],
    ['a result twice', [asked, called, result, result]],
  ])('%s', (_, history) => {
    expect(() => new Model().answer(history)).toThrow(HistoryRefused);
  });
});
