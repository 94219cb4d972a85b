import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { device } from './demo/build.ts';
import { Crash, TestHome } from './testing/test-home.ts';

/** What each player has: `jazz` plays, `(jazz)` is paused, `-` has none. */
const homeOf = (...music: string[]) =>
  new TestHome({
    objects: music.map((what, index) =>
      device(`${index}`, 'speaker', `Player ${index + 1}`, `room ${index}`, {
        music:
          what === '-' ? null : { what: what.replace(/[()]/gu, ''), track: 2, paused: what.startsWith('(') },
      }),
    ),
  });

describe('a call that names no player', () => {
  it.each([
    ['stop', ['jazz', 'rock', '(soul)'], 'Player 1 and Player 2 are no longer playing.'],
    ['stop', ['(jazz)', '-'], 'Nothing is playing.'],
    ['pause', ['jazz', 'rock', '(soul)'], 'Player 1 and Player 2 are paused.'],
    ['pause', ['(jazz)', '-'], 'Player 1 is paused.'],
    ['pause', ['-', '-'], 'failed: Nothing is playing.'],
    ['resume', ['(jazz)', 'rock'], 'Player 1 is playing jazz.'],
    ['resume', ['(jazz)', '(rock)'], 'failed: Which one do you mean: Player 1 or Player 2?'],
    ['resume', ['jazz', '-'], 'Player 1 is playing jazz.'],
    ['resume', ['-', '-'], 'failed: What would you like to hear? A genre, an artist or a station.'],
    ['next', ['jazz', 'jazz', '(rock)'], 'Player 1 and Player 2 are playing jazz, track 3.'],
    ['next', ['jazz', 'rock'], 'failed: Which one do you mean: Player 1 or Player 2?'],
    ['next', ['-', '-'], 'failed: Which one do you mean: Player 1 or Player 2?'],
    ['previous', ['(jazz)', '-'], 'Player 1 is playing jazz, track 1.'],
  ])('%s where there is %j: %s', async (operation, music, words) => {
    expect(await homeOf(...music).say('music_services', { operation })).toBe(words);
  });

  it.each([
    [['jazz', '-'], 'Player 1 is playing soul.'],
    [['(jazz)', '-'], 'Player 1 is playing soul.'],
    [['jazz', 'jazz'], 'failed: Which one do you mean: Player 1 or Player 2?'],
    [['-', '-'], 'failed: Which one do you mean: Player 1 or Player 2?'],
    [['-'], 'Player 1 is playing soul.'],
  ])('new music where there is %j: %s', async (music, words) => {
    expect(await homeOf(...music).say('music_services', { operation: 'play', music: 'soul' })).toBe(words);
  });

  it('interrupted anywhere and run again, means the same players', async () => {
    const music = fc.array(fc.constantFrom('-', 'jazz', 'rock', '(jazz)', '(rock)'), {
      minLength: 1,
      maxLength: 4,
    });
    const call = fc.constantFrom(
      ['music_services', { operation: 'play', music: 'jazz' }],
      ...['play', 'pause', 'resume', 'next', 'previous', 'stop'].map((operation) => [
        'music_services',
        { operation },
      ]),
      ...['up', 'mute', 'unmute'].map((change) => ['volume_control', { change }]),
      ['multi_room_audio', {}],
    ) as fc.Arbitrary<[string, Record<string, string>]>;
    await fc.assert(
      fc.asyncProperty(music, call, fc.nat(12), fc.boolean(), async (players, [name, input], point, late) => {
        const clean = homeOf(...players);
        const expected = await clean.perform(name, input);
        fc.pre(expected.status === 'done');
        const home = homeOf(...players);
        home.usesLeft = point;
        home.crashesLate = late;
        await home.perform(name, input).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        home.usesLeft = Infinity;
        expect((await home.recover(name, input)).status).toBe('done');
        expect(home.snapshot()).toEqual(clean.snapshot());
      }),
      { numRuns: 1000 },
    );
  });
});
