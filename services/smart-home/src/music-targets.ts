import { usablePlayers, type HomeDevice } from './home.ts';
import { isOneMusic, isPaused, isPlaying, playersMeant, whichOne } from './players.ts';

/** What is done with music; `play` starts something new. */
export type MusicOperation = 'play' | 'pause' | 'resume' | 'next' | 'previous' | 'stop';

/**
 * The players that a call about music is about which names none. It is the same, or nothing is left to do, after
 * the call was carried out in whole or in part: so it may be run again.
 *
 * @param begun see {@link playersMeant}.
 * @returns a question for the customer if that leaves it open.
 */
export function musicTargets(
  operation: MusicOperation,
  home: readonly HomeDevice[],
  begun: readonly string[],
): readonly HomeDevice[] | string {
  const players = usablePlayers(home);
  const playing = players.filter(isPlaying);
  const paused = players.filter(isPaused);
  switch (operation) {
    case 'stop':
      return playing;
    case 'pause':
      if (playing.length + paused.length === 0) return 'Nothing is playing.';
      return playing.length > 0 ? playing : paused;
    case 'resume':
      if (playing.length + paused.length === 0)
        return 'What would you like to hear? A genre, an artist or a station.';
      if (paused.length > 0 && !isOneMusic(paused)) return whichOne(paused);
      return paused.length > 0 ? paused : playing;
    case 'play':
    case 'next':
    case 'previous': {
      const meant = playersMeant(home, begun);
      if (typeof meant === 'string' || meant.length === 1 || begun.length > 0) return meant;
      // New music, or going on, would part those that play the same if only some of them got so far.
      return operation !== 'play' && meant.every(isPlaying) ? meant : whichOne(meant);
    }
  }
}
