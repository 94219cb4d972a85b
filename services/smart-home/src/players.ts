import type { ActionContext } from '@agentic-service-bot/bot/definition';
import { changedBefore } from './change.ts';
import { isPlayer } from './device.ts';
import { pick, usablePlayers, type HomeDevice } from './home.ts';
import { listed } from './words.ts';

/**
 * The players that a call is about. Where it names none: the only one there is, or those that have music, if
 * it is the same music.
 *
 * @param effect of a change that must not be made twice: those that an interrupted run has changed are among them.
 * @returns a question for the customer if that leaves it open.
 */
export async function playersMeant(
  home: readonly HomeDevice[],
  ids: readonly string[] | undefined,
  effect: string | undefined,
  context: ActionContext,
): Promise<readonly HomeDevice[] | string> {
  if (ids !== undefined) return pick(home, ids);
  const begun = effect === undefined ? [] : await changedBefore(home, effect, context);
  const meant = unnamed(usablePlayers(home));
  if (typeof meant === 'string') return begun.length > 0 ? begun : meant;
  return home.filter((device) => begun.includes(device) || meant.includes(device));
}

function unnamed(players: readonly HomeDevice[]): readonly HomeDevice[] | string {
  if (players.length === 0) return 'There is no speaker or display in this home that I could use.';
  if (players.length === 1) return players;
  for (const active of [players.filter(isPlaying), players.filter(hasMusic)]) {
    const kinds = new Set(active.map(musicOf));
    if (kinds.size === 1) return active;
    if (kinds.size > 1) return whichOne(active);
  }
  return whichOne(players);
}

/** What a device plays, or has paused. */
export const musicOf = ({ device }: HomeDevice): string | undefined =>
  isPlayer(device) ? device.state.music?.what : undefined;

export const hasMusic = (device: HomeDevice): boolean => musicOf(device) !== undefined;

export const isPlaying = ({ device }: HomeDevice): boolean =>
  isPlayer(device) && device.state.music?.paused === false;

const whichOne = (players: readonly HomeDevice[]): string =>
  `Which one do you mean: ${listed(
    players.map(({ label }) => label),
    'or',
  )}?`;
