import { defineAction, failed, objectIds, text } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { changeDevices, changedOf } from '../change.ts';
import { DEVICE, isPlayer, playerTypes } from '../device.ts';
import type { Driver } from '../driver.ts';
import { loadHome, pick, usablePlayers, type HomeDevice } from '../home.ts';
import { refusePlayersOverLimit } from '../over-limit.ts';
import { MUSIC, musicNamed } from '../music.ts';
import { isPaused, isPlaying } from '../players.ts';
import { listed, sentences } from '../words.ts';

export const multiRoomAudio = (driver: Driver) =>
  defineAction({
    name: 'multi_room_audio',
    title: 'Multi-room music',
    description: 'Plays the same music in the whole home at once, on every speaker and display.',
    level: 'enterprise',
    effect: 'idempotent',
    input: z.object({
      music: text({
        vocabulary: MUSIC,
        ask: 'What would you like to hear?',
        description: 'A genre, an artist or a station. Leave out for what is playing now.',
      }).optional(),
      devices: objectIds(DEVICE, {
        types: playerTypes,
        description: 'Two or more speakers or displays. Leave out for all.',
      }).optional(),
    }),
    examples: [
      { say: 'play the same music everywhere', input: {} },
      { say: 'play this everywhere', input: {} },
      { say: 'play the same song in all rooms', input: {} },
      { say: 'play the same music on {devices:all speakers}', input: {} },
      { say: 'play {music:jazz} everywhere', input: {} },
      { say: 'play {music:jazz} in every room', input: {} },
      { say: 'play {music:classical music} throughout the house', input: {} },
      { say: 'put {music:dinner music} on in all rooms please', input: {} },
      { say: 'I want {music:the Beatles} in the whole house', input: {} },
      { say: 'can you play {music:pop} all over the house', input: {} },
      { say: 'play the same music in {devices:the kitchen and the living room}', input: {} },
      { say: 'sync {devices:the kitchen speaker and the bedroom speaker}', input: {} },
      { say: 'group {devices:all my speakers}', input: {} },
      { say: 'party mode with {music:funk}', input: {} },
      { say: 'party mode', input: {} },
    ],
    claims: [
      'put on',
      'set',
      'started',
      'played',
      'synced',
      'synchronized',
      'grouped',
      'switched',
      'turned on',
      'now playing',
      'enjoy the',
      'enjoy your',
    ],
    receipt: (result) => {
      const { devices, missed } = changedOf(result);
      return [
        sentences(devices, (device) =>
          isPlayer(device) ? `playing ${device.state.music?.what ?? 'nothing'}` : '',
        ),
        ...missed,
      ].join(' ');
    },
    authorize: ({ devices }, context) => refusePlayersOverLimit(devices, context),
    run: async ({ music, devices }, context) => {
      const home = await loadHome(context);
      const targets = devices === undefined ? usablePlayers(home) : pick(home, devices);
      if (targets.length < 2) return failed('This takes two speakers or displays at least.');
      const what =
        music === undefined
          ? common(usablePlayers(home))
          : { what: musicNamed(music), track: 1, paused: false };
      if (typeof what === 'string') return failed(what);
      return changeDevices(
        targets,
        (device) =>
          isPlayer(device)
            ? { ...device, state: { ...device.state, on: true, music: what } }
            : 'plays no music',
        context,
        driver,
      );
    },
  });

/** What these players play, or have paused; or a question if that is none or several. */
function common(players: readonly HomeDevice[]) {
  const active = [players.filter(isPlaying), players.filter(isPaused)].find(({ length }) => length > 0) ?? [];
  const music = active.flatMap(({ device }) =>
    isPlayer(device) && device.state.music ? [device.state.music] : [],
  );
  const [first] = music;
  if (first === undefined) return 'Nothing is playing now. What would you like to hear everywhere?';
  const kinds = [...new Set(music.map(({ what }) => what))];
  return kinds.length === 1
    ? { ...first, paused: false }
    : `Which music should play everywhere: ${listed(kinds, 'or')}?`;
}
