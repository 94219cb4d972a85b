import { describe, expect, it } from 'vitest';
import { capital, counted, isAre, listed, oneLine, sameWords, unusedName } from './words.ts';
import { inRoom, roomNamed } from './rooms.ts';
import { musicNamed } from './music.ts';

describe('words', () => {
  it('lists', () => {
    expect(listed([])).toBe('');
    expect(listed(['A'])).toBe('A');
    expect(listed(['A', 'B'])).toBe('A and B');
    expect(listed(['A', 'B', 'C'], 'or')).toBe('A, B or C');
  });

  it('counts', () => {
    expect([0, 1, 2].map((count) => counted(count, 'device'))).toEqual([
      '0 devices',
      '1 device',
      '2 devices',
    ]);
  });

  it.each([
    [['Hall light'], 'is'],
    [['Sonos'], 'is'],
    [['Garden lights'], 'are'],
    [['Lamps in the attic'], 'are'],
    [['Hall light', 'Sonos'], 'are'],
  ])('%j: %s', (names, verb) => {
    expect(isAre(names)).toBe(verb);
  });

  it('compares, capitalizes, and finds a free name', () => {
    expect(sameWords(' Hall Light', 'hall light')).toBe(true);
    expect(capital('éclair')).toBe('Éclair');
    expect(oneLine(' a \n b ')).toBe('a b');
    expect(unusedName('Lamp', (name) => name === 'Lamp' || name === 'Lamp 2')).toBe('Lamp 3');
  });
});

describe('a room', () => {
  it.each([
    ['the Kitchen', 'kitchen'],
    ['in my bedroom', 'bedroom'],
    ['into the  living   room', 'living room'],
    ["Emma's room", "Emma's room"],
    ['the snug', 'snug'],
    ['THE SNUG', 'Snug'],
  ])('%s is %s', (words, room) => {
    expect(roomNamed(words, room === 'Snug' ? ['Snug'] : [])).toBe(room);
  });

  it.each([
    ['kitchen', 'in the kitchen'],
    ["Emma's room", "in Emma's room"],
    ['upstairs', 'upstairs'],
    ['Studio B', 'in Studio B'],
  ])('%s is spoken of as %s', (room, words) => {
    expect(inRoom(room)).toBe(words);
  });
});

describe('music', () => {
  it.each([
    ['some Jazz music', 'jazz'],
    ['the beatles', 'the Beatles'],
    ['christmas music', 'christmas music'],
    ['Rolling Stones songs', 'Rolling Stones songs'],
  ])('%s is %s', (words, music) => {
    expect(musicNamed(words)).toBe(music);
  });
});
