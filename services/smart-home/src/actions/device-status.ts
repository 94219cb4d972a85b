import { choice, defineAction, done, objectIds } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { DEVICE, isPlayer, stateWords } from '../device.ts';
import { loadHome, pick } from '../home.ts';
import { viewOf, viewSchema, type DeviceView } from '../view.ts';
import { sentences } from '../words.ts';

const resultSchema = z.object({ devices: z.array(viewSchema) });

export const deviceStatus = defineAction({
  name: 'device_status',
  title: 'Status',
  description: 'Tells how one, several or all devices are: on or off, what they play, how loud.',
  level: 'basic',
  effect: 'read',
  input: z.object({
    devices: objectIds(DEVICE, { description: 'The devices asked about; leave out for all.' }).optional(),
    about: choice(
      {
        power: ['on', 'off', 'running'],
        music: ['playing', 'song', 'music'],
        volume: ['loud', 'volume', 'muted', 'quiet'],
      },
      { description: 'What is asked, if only one thing.' },
    ).optional(),
  }),
  examples: [
    { say: 'is {devices:my speaker} on?', input: { about: 'power' } },
    { say: 'is {devices:the kitchen light} on?', input: { about: 'power' } },
    { say: 'is {devices:the living room light} off?', input: { about: 'power' } },
    { say: 'are {devices:the lights} on?', input: { about: 'power' } },
    { say: 'are {devices:the lights in the bedroom} still on?', input: { about: 'power' } },
    { say: 'did I leave {devices:the heating} on?', input: { about: 'power' } },
    { say: 'is anything on?', input: { about: 'power' } },
    { say: 'is {devices:anything in the kitchen} still on?', input: { about: 'power' } },
    { say: 'which {devices:lights} are on?', input: { about: 'power' } },
    { say: "what's playing in {devices:the kitchen}?", input: { about: 'music' } },
    { say: 'what is playing?', input: { about: 'music' } },
    { say: 'which song is {devices:the bedroom speaker} playing?', input: { about: 'music' } },
    { say: 'what music is on in {devices:the kitchen}?', input: { about: 'music' } },
    { say: 'is there music in {devices:the office}?', input: { about: 'music' } },
    { say: 'is {devices:the display} playing anything?', input: { about: 'music' } },
    { say: 'how loud is {devices:the speaker}?', input: { about: 'volume' } },
    { say: 'how loud is it?', input: { about: 'volume' } },
    { say: "what's the volume of {devices:the kitchen speaker}?", input: { about: 'volume' } },
    { say: 'is {devices:the tv} muted?', input: { about: 'volume' } },
    { say: 'what is the status of {devices:the thermostat}?', input: {} },
    { say: 'how is {devices:the bedroom display}?', input: {} },
    { say: 'what is it now?', input: {} },
    { say: 'status of {devices:the living room}', input: {} },
    { say: 'tell me about {devices:the hall light}', input: {} },
    { say: 'what is {devices:my speaker} doing?', input: {} },
    { say: "what's going on in {devices:the bedroom}?", input: {} },
    { say: 'can you check {devices:the garage switch}?', input: {} },
  ],
  claims: [],
  receipt: (result, { about }) => {
    const all = resultSchema.parse(result).devices;
    if (all.length === 0) return 'There are no devices in this home yet.';
    const players = all.filter(isPlayer);
    // Of what plays nothing and has no volume, how it is otherwise is the best answer.
    const asked = players.length === 0 && about !== 'power' ? undefined : about;
    const devices = asked === 'music' || asked === 'volume' ? players : all;
    return sentences(
      devices,
      (device) => `${statusWords(device, asked)}${device.usable ? '' : ', but over the limit of your plan'}`,
    );
  },
  run: async ({ devices }, context) => done({ devices: pick(await loadHome(context), devices).map(viewOf) }),
});

function statusWords(device: DeviceView, about: 'power' | 'music' | 'volume' | undefined): string {
  if (about === 'power') return device.state.on ? 'on' : 'off';
  if (!isPlayer(device) || about === undefined || !device.state.on) return stateWords(device);
  const { music, muted, volume } = device.state;
  if (about === 'volume') return muted ? 'muted' : `at volume ${volume}`;
  if (music === null) return 'not playing anything';
  return music.paused ? `paused, with ${music.what}` : `playing ${music.what}`;
}
