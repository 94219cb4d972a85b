import { describe, expect, test } from 'vitest';
import { lampService } from '../testing/lamp-service.ts';
import { Claims } from './claims.ts';

/** The lamp service declares `turned on`, `turned off`, `made brighter` and `removed`. */
const claims = new Claims(lampService().service);
const claimed = (sentence: string, ...done: readonly string[]) => claims.unfounded(sentence, new Set(done));

describe('is a claim', () => {
  test.each([
    ['by the one who did it', 'I have just turned off the lamp.'],
    ['with words between', 'I turned the lamp in the hall off.'],
    ['in short forms, with curly quotes or straight ones', "I've turned it off, and I’ve removed it."],
    ['in the passive', 'The lamp has been turned off.'],
    ['in the simple past', 'The lamp was turned off.'],
    ['by how it is now', 'The lamp is now turned off.'],
    ['by somebody else', 'The system has turned off the lamp.'],
    ['without a subject', 'Sure, turned it off!'],
    ['as a headline', 'Lamp turned off.'],
    ['with a list mark', '- Lamp: **turned off**'],
    ['behind a denial of something else', 'I could not find it, so I turned off all of them.'],
    ['before a question', 'I turned it off: anything else?'],
    ['with invisible characters in it', 'I turn\u200bed off the lamp.'],
    ['beside another script', '好的I turned off the lamp.'],
  ])('%s: %s', (_, sentence) => {
    expect(claimed(sentence)).toEqual(new Set(['power']));
  });
});

describe('is no claim', () => {
  test.each([
    ['a question', 'Have I turned off the right lamp?'],
    ['a denial', 'I haven’t turned it off.'],
    ['a possibility', 'It can be turned off.'],
    ['the future', 'It will be turned off at 7.'],
    ['a condition', 'Once it is turned off, I’ll tell you.'],
    ['what follows from a condition', 'If you say yes, it is turned off.'],
    ['the past', 'I turned it off yesterday.'],
    ['what another one did', 'You turned it off.'],
    ['how it is', 'The lamp is turned off.'],
    ['what tells more of a noun', 'The lamp that was removed is not listed.'],
    ['an adjective', 'Removed lamps are not listed.'],
    ['what is quoted', 'Say “turned off”.'],
    ['one of many denied', 'I can’t say that I removed it or turned it off.'],
  ])('%s: %s', (_, sentence) => {
    expect(claimed(sentence)).toBeUndefined();
  });
});

test('of several actions that declare a word one must be done; of several claims each', () => {
  expect(claimed('I turned it off.', 'power')).toBeUndefined();
  expect(claimed('I turned it off and removed it.', 'power')).toEqual(new Set(['remove']));
});

test('that something was done, whatever it was, is a claim of any action', () => {
  expect(claimed('Done!')?.size).toBeGreaterThan(5);
  expect(claimed('Your request has been completed.')).toBeDefined();
  expect(claimed('Done!', 'look')).toBeUndefined();
  expect(claimed('It is not done.')).toBeUndefined();
});
