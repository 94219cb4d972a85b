import { isPlayer } from './device.ts';
import { usablePlayers, type HomeDevice } from './home.ts';
import { listed } from './words.ts';

/**
 * The players that a call is about which names none: the only one there is, or those that have music, if it is
 * the same music.
 *
 * @param begun ids of those that an interrupted run of this call has changed already: they were meant then.
 * @returns a question for the customer if that leaves it open.
 */
export function playersMeant(
  home: readonly HomeDevice[],
  begun: readonly string[],
): readonly HomeDevice[] | string {
  const meant = unnamed(usablePlayers(home));
  const stillMeant =
    typeof meant !== 'string' && begun.every((id) => meant.some((device) => device.id === id));
  return stillMeant || begun.length === 0 ? meant : home.filter(({ id }) => begun.includes(id));
}

function unnamed(players: readonly HomeDevice[]): readonly HomeDevice[] | string {
  if (players.length === 0) return 'There is no speaker or display in this home that I could use.';
  if (players.length === 1) return players;
  const active = [players.filter(isPlaying), players.filter(isPaused)].find(({ length }) => length > 0);
  return active !== undefined && isOneMusic(active) ? active : whichOne(active ?? players);
}

/** What a device plays, or has paused. */
const musicOf = ({ device }: HomeDevice) => (isPlayer(device) ? device.state.music : null);

export const isPlaying = (device: HomeDevice): boolean => musicOf(device)?.paused === false;

export const isPaused = (device: HomeDevice): boolean => musicOf(device)?.paused === true;

/** Whether it is the same music everywhere. */
export const isOneMusic = (players: readonly HomeDevice[]): boolean =>
  new Set(players.map((player) => musicOf(player)?.what)).size === 1;

export const whichOne = (players: readonly HomeDevice[]): string =>
  `Which one do you mean: ${listed(
    players.map(({ label }) => label),
    'or',
  )}?`;
