import {
  choice,
  defineAction,
  done,
  failed,
  objectIds,
  text,
  type ActionContext,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { changedBefore, changeDevices, changedOf, type Changed, type Next } from '../change.ts';
import { DEVICE, isPlayer, playerTypes, type Player } from '../device.ts';
import type { Driver } from '../driver.ts';
import { loadHome, pick } from '../home.ts';
import { refusePlayersOverLimit } from '../over-limit.ts';
import type { DeviceView } from '../view.ts';
import { musicTargets, type MusicOperation } from '../music-targets.ts';
import { MUSIC, musicNamed } from '../music.ts';
import { sentences } from '../words.ts';

const EFFECT = 'track';

const input = z.object({
  operation: choice(
    {
      play: ['play', 'put on', 'start', 'listen to'],
      pause: ['pause'],
      resume: ['resume', 'continue', 'keep playing', 'unpause'],
      next: ['next', 'skip'],
      previous: ['previous', 'last song', 'go back'],
      stop: ['stop', 'no more music'],
    },
    {
      ask: 'What should the music do?',
      description: '`play` starts `music`, or goes on where it was paused.',
    },
  ),
  music: text({
    vocabulary: MUSIC,
    ask: 'What would you like to hear?',
    description: 'For `play`: a genre, an artist or a station.',
  }).optional(),
  devices: objectIds(DEVICE, {
    types: playerTypes,
    ask: 'Which speaker or display do you mean?',
    description: 'Speakers or displays. Leave out for the one that plays, or the only one.',
  }).optional(),
});
type Input = z.infer<typeof input>;

const isStep = ({ operation }: Input): boolean => operation === 'next' || operation === 'previous';

/** `play` without music goes on with what is paused. */
const operationOf = ({ operation, music }: Input): MusicOperation =>
  operation === 'play' && music === undefined ? 'resume' : operation;

export const musicServices = (driver: Driver) => {
  const carryOut = async (wanted: Input, context: ActionContext, begun: readonly string[]) => {
    const home = await loadHome(context);
    const operation = operationOf(wanted);
    const { devices } = wanted;
    const targets = devices === undefined ? musicTargets(operation, home, begun) : pick(home, devices);
    if (typeof targets === 'string') return failed(targets);
    if (operation === 'stop' && targets.length === 0)
      return done({ devices: [], missed: [] } satisfies Changed);
    const music = wanted.music === undefined ? undefined : musicNamed(wanted.music);
    const effect = isStep(wanted) ? EFFECT : undefined;
    return changeDevices(targets, nextMusic(operation, music), context, driver, effect);
  };
  return defineAction({
    name: 'music_services',
    title: 'Music',
    description: 'Plays music on speakers and displays; pauses, resumes, skips and stops it.',
    level: 'premium',
    effect: (wanted) => (isStep(wanted) ? 'once' : 'idempotent'),
    input,
    examples: [
      { say: 'play {music:jazz}', input: { operation: 'play' } },
      { say: 'play {music:jazz} in {devices:the kitchen}', input: { operation: 'play' } },
      {
        say: 'play some {music:classical music} on {devices:the living room speaker}',
        input: { operation: 'play' },
      },
      { say: 'please play {music:Miles Davis} on {devices:the speaker}', input: { operation: 'play' } },
      { say: 'can you put on some {music:rock}', input: { operation: 'play' } },
      { say: 'put {music:the Beatles} on {devices:the bedroom speaker}', input: { operation: 'play' } },
      { say: 'I want to listen to {music:BBC Radio 3}', input: { operation: 'play' } },
      { say: 'start {music:a chill playlist} in {devices:the office}', input: { operation: 'play' } },
      { say: 'some {music:piano music} in {devices:the bedroom} please', input: { operation: 'play' } },
      { say: 'I would like some {music:jazz}', input: { operation: 'play' } },
      { say: 'I would like some music', input: { operation: 'play' } },
      { say: 'play music', input: { operation: 'play' } },
      { say: 'play something in {devices:the kitchen}', input: { operation: 'play' } },
      { say: 'pause', input: { operation: 'pause' } },
      { say: 'pause the music', input: { operation: 'pause' } },
      { say: 'pause {devices:the kitchen speaker}', input: { operation: 'pause' } },
      { say: 'could you pause it for a moment', input: { operation: 'pause' } },
      { say: 'resume', input: { operation: 'resume' } },
      { say: 'continue the music', input: { operation: 'resume' } },
      { say: 'keep playing on {devices:the display}', input: { operation: 'resume' } },
      { say: 'next song', input: { operation: 'next' } },
      { say: 'next', input: { operation: 'next' } },
      { say: 'skip this one', input: { operation: 'next' } },
      { say: 'skip the song in {devices:the living room}', input: { operation: 'next' } },
      { say: "I don't like this song", input: { operation: 'next' } },
      { say: 'play something else', input: { operation: 'next' } },
      { say: 'play something different in {devices:the kitchen}', input: { operation: 'next' } },
      { say: 'previous song', input: { operation: 'previous' } },
      { say: 'go back one song', input: { operation: 'previous' } },
      { say: 'play the last track again on {devices:the speaker}', input: { operation: 'previous' } },
      { say: 'stop', input: { operation: 'stop' } },
      { say: 'stop the music', input: { operation: 'stop' } },
      { say: 'music off', input: { operation: 'stop' } },
      { say: 'stop the music in {devices:the bedroom}', input: { operation: 'stop' } },
      { say: 'no more music please', input: { operation: 'stop' } },
    ],
    claims: [
      'put on',
      'set',
      'started',
      'played',
      'paused',
      'resumed',
      'skipped',
      'stopped',
      'gone back',
      'turned on',
      'turned off',
      'switched',
      'now playing',
      'enjoy the',
      'enjoy your',
    ],
    receipt: (result, { operation }) => {
      const { devices, missed } = changedOf(result);
      if (devices.length === 0) return 'Nothing is playing.';
      return [sentences(devices, (device) => musicWords(device, operation)), ...missed].join(' ');
    },
    authorize: ({ devices }, context) => refusePlayersOverLimit(devices, context),
    run: (wanted, context) => carryOut(wanted, context, []),
    check: async (wanted, context) => {
      const begun = await changedBefore(await loadHome(context), EFFECT, context);
      // What was begun is brought to its end: each device is changed once, however often this runs.
      return begun.length === 0 ? 'not-done' : carryOut(wanted, context, begun);
    },
  });
};

function nextMusic(operation: MusicOperation, what: string | undefined): Next {
  const next = (state: Player['state']): Player['state'] | string => {
    const { music } = state;
    if (operation === 'stop') return { ...state, music: null };
    if (operation === 'play' && what !== undefined) {
      return { ...state, on: true, music: { what, track: 1, paused: false } };
    }
    if (music === null)
      return operation === 'resume' ? 'has nothing paused; tell me what to play' : 'is not playing anything';
    const step = operation === 'next' ? 1 : operation === 'previous' ? -1 : 0;
    return {
      ...state,
      music: { ...music, track: Math.max(1, music.track + step), paused: operation === 'pause' },
    };
  };
  return (device) => {
    if (!isPlayer(device)) return 'plays no music';
    const state = next(device.state);
    return typeof state === 'string' ? state : { ...device, state };
  };
}

function musicWords(device: DeviceView, operation: Input['operation']): string {
  const music = isPlayer(device) ? device.state.music : null;
  if (music === null) return operation === 'stop' ? 'no longer playing' : 'not playing anything';
  if (music.paused) return 'paused';
  const track = operation === 'next' || operation === 'previous' ? `, track ${music.track}` : '';
  return `playing ${music.what}${track}`;
}
