import { choice, defineAction, failed, objectIds, wholeNumber } from '@agentic-service-bot/bot/definition';
import type { ActionContext } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { changedBefore, changeDevices, changedOf, type Next } from '../change.ts';
import { DEVICE, isPlayer, playerTypes, type Player } from '../device.ts';
import type { Driver } from '../driver.ts';
import { loadHome, pick } from '../home.ts';
import { refusePlayersOverLimit } from '../over-limit.ts';
import type { DeviceView } from '../view.ts';
import { playersMeant } from '../players.ts';
import { sentences } from '../words.ts';

/** How much louder or quieter, when the customer does not say. */
const STEP = 10;
const EFFECT = 'volume';

const input = z.object({
  change: choice(
    {
      set: ['set', 'set to'],
      up: ['up', 'louder', 'raise', 'increase', 'higher'],
      down: ['down', 'quieter', 'softer', 'lower', 'decrease', 'reduce'],
      mute: ['mute', 'silence'],
      unmute: ['unmute', 'sound on', 'sound back'],
    },
    { ask: 'Louder, quieter, muted, or a volume from 0 to 100?', description: '`set` needs `level`.' },
  ),
  devices: objectIds(DEVICE, {
    types: playerTypes,
    ask: 'Which speaker or display do you mean?',
    description: 'Speakers or displays. Leave out for the one that plays, or the only one.',
  }).optional(),
  level: wholeNumber(0, 100, {
    ask: 'Which volume, from 0 to 100?',
    description: 'For `set`: the volume, 0 to 100.',
  }).optional(),
  step: wholeNumber(1, 1000, { description: 'For `up` and `down`: by how much; 10 if left out.' }).optional(),
});
type Input = z.infer<typeof input>;

const isRelative = ({ change }: Input): boolean => change === 'up' || change === 'down';

export const volumeControl = (driver: Driver) => {
  const carryOut = async (wanted: Input, context: ActionContext, begun: readonly string[]) => {
    if (wanted.change === 'set' && wanted.level === undefined) return failed('Which volume, from 0 to 100?');
    const home = await loadHome(context);
    const targets = wanted.devices === undefined ? playersMeant(home, begun) : pick(home, wanted.devices);
    if (typeof targets === 'string') return failed(targets);
    const effect = isRelative(wanted) ? EFFECT : undefined;
    return changeDevices(targets, nextVolume(wanted), context, driver, effect);
  };
  return defineAction({
    name: 'volume_control',
    title: 'Volume',
    description: 'Sets, raises or lowers the volume of speakers and displays, or mutes and unmutes them.',
    level: 'basic',
    effect: (wanted) => (isRelative(wanted) ? 'once' : 'idempotent'),
    input,
    examples: [
      { say: 'set the volume to {level:40}', input: { change: 'set' } },
      { say: 'set the volume of {devices:the kitchen speaker} to {level:40}', input: { change: 'set' } },
      { say: 'set {devices:the bedroom display} to {level:25} percent', input: { change: 'set' } },
      { say: 'make it {level:30}', input: { change: 'set' } },
      { say: 'volume {level:30}', input: { change: 'set' } },
      { say: 'volume {level:15} in {devices:the bedroom}', input: { change: 'set' } },
      { say: 'put {devices:the speaker} at {level:60}%', input: { change: 'set' } },
      { say: 'turn {devices:the speaker} up to {level:70}', input: { change: 'set' } },
      { say: 'turn it down to {level:20}', input: { change: 'set' } },
      { say: 'full volume', input: { change: 'set', level: 100 } },
      { say: 'volume max', input: { change: 'set', level: 100 } },
      { say: 'turn {devices:the speaker} all the way up', input: { change: 'set', level: 100 } },
      { say: 'turn it up', input: { change: 'up' } },
      { say: 'turn {devices:the kitchen speaker} up', input: { change: 'up' } },
      { say: 'turn up {devices:the living room speaker} by {step:20}', input: { change: 'up' } },
      { say: 'louder', input: { change: 'up' } },
      { say: 'louder please', input: { change: 'up' } },
      { say: 'make {devices:the display} louder', input: { change: 'up' } },
      { say: 'can you raise the volume of {devices:the speaker in the office}', input: { change: 'up' } },
      { say: 'volume up {step:10}', input: { change: 'up' } },
      { say: 'volume up', input: { change: 'up' } },
      { say: "it's too quiet", input: { change: 'up' } },
      { say: 'the music in {devices:the kitchen} is too quiet', input: { change: 'up' } },
      { say: "I can't hear {devices:the speaker}", input: { change: 'up' } },
      { say: 'turn it down', input: { change: 'down' } },
      { say: 'turn {devices:the bedroom speaker} down a bit', input: { change: 'down' } },
      { say: 'turn it down by {step:5}', input: { change: 'down' } },
      { say: 'lower the volume in {devices:the living room}', input: { change: 'down' } },
      { say: 'quieter', input: { change: 'down' } },
      { say: "it's too loud", input: { change: 'down' } },
      { say: 'the music in {devices:the kitchen} is too loud', input: { change: 'down' } },
      { say: 'volume down {step:10}', input: { change: 'down' } },
      { say: 'volume down please', input: { change: 'down' } },
      { say: 'mute', input: { change: 'mute' } },
      { say: 'mute {devices:the bedroom}', input: { change: 'mute' } },
      { say: 'could you silence {devices:the tv}', input: { change: 'mute' } },
      { say: 'mute {devices:all speakers}', input: { change: 'mute' } },
      { say: 'turn the sound of {devices:the tv} off', input: { change: 'mute' } },
      { say: 'unmute', input: { change: 'unmute' } },
      { say: 'unmute {devices:the kitchen speaker}', input: { change: 'unmute' } },
      { say: 'turn the sound of {devices:the display} back on', input: { change: 'unmute' } },
    ],
    claims: [
      'set',
      'put',
      'turned up',
      'turned down',
      'raised',
      'lowered',
      'increased',
      'decreased',
      'reduced',
      'adjusted',
      'changed',
      'muted',
      'unmuted',
      'silenced',
      'made louder',
      'made quieter',
      'now louder',
      'now quieter',
      'volume is now',
      'now at volume',
    ],
    receipt: (result, { change }) => {
      const { devices, missed } = changedOf(result);
      return [sentences(devices, (device) => volumeWords(device, change)), ...missed].join(' ');
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

function nextVolume({ change, level = 0, step = STEP }: Input): Next {
  const next = (player: Player): Player['state'] => {
    const { state } = player;
    switch (change) {
      case 'set':
        return { ...state, volume: clamped(level), muted: false };
      case 'up':
        return { ...state, volume: clamped(state.volume + step), muted: false };
      case 'down':
        return { ...state, volume: clamped(state.volume - step), muted: false };
      case 'mute':
        return { ...state, muted: true };
      case 'unmute':
        return { ...state, muted: false };
    }
  };
  return (device) => (isPlayer(device) ? { ...device, state: next(device) } : 'has no volume');
}

const clamped = (volume: number): number => Math.min(100, Math.max(0, volume));

function volumeWords(device: DeviceView, change: Input['change']): string {
  if (!isPlayer(device) || device.state.muted) return 'muted';
  const { volume } = device.state;
  if (change === 'unmute') return `no longer muted, at volume ${volume}`;
  if (volume === 100) return 'at full volume, 100';
  return `at volume ${volume}`;
}
