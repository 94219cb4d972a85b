import type { PlannedCall, ServiceDefinition } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { labelMidSentence, pick, type HomeDevice } from './home.ts';
import { inRoom, roomNamed } from './rooms.ts';
import { listed } from './words.ts';

/** Of the inputs of this service's actions, the fields that are worth words. All were checked when planned. */
const wordsSchema = z.object({
  devices: z.array(z.string()).optional(),
  state: z.string().optional(),
  change: z.string().optional(),
  level: z.number().optional(),
  step: z.number().optional(),
  operation: z.string().optional(),
  music: z.string().optional(),
  room: z.string().optional(),
});

/** What a planned call does, in words that follow `will`: `turn on the kitchen light`. */
export function callWords(
  { action, input }: PlannedCall,
  home: readonly HomeDevice[],
  service: Pick<ServiceDefinition, 'actions'>,
): string {
  const given = wordsSchema.parse(input);
  const named = given.devices === undefined ? undefined : pick(home, given.devices).map(labelMidSentence);
  const gone = named?.length === 0 ? 'devices that are no longer in this home' : undefined;
  const devices = gone ?? (named === undefined ? undefined : listed(named));
  switch (action) {
    case 'device_power':
      return `turn ${given.state ?? 'on'} ${devices ?? 'devices'}`;
    case 'volume_control':
      return volumeWords(given, devices ?? 'the music');
    case 'music_services':
      return `${musicWords(given)}${devices === undefined ? '' : ` on ${devices}`}`;
    case 'multi_room_audio':
      return `play ${given.music ?? 'the same music'} ${devices === undefined ? 'everywhere' : `on ${devices}`}`;
    case 'device_relocation':
      return `move ${devices ?? 'devices'} ${inRoom(roomNamed(given.room ?? 'home')).replace(/^in /u, 'to ')}`;
    case 'device_status':
      return `tell the status of ${devices ?? 'your devices'}`;
    case 'device_info':
      return 'list your devices';
    default:
      return (service.actions.get(action)?.title ?? action).toLowerCase();
  }
}

function volumeWords({ change, level, step }: z.infer<typeof wordsSchema>, devices: string): string {
  if (change === 'set') return `set the volume of ${devices} to ${level ?? 0}`;
  if (change === 'mute' || change === 'unmute') return `${change} ${devices}`;
  return `turn ${devices} ${change ?? 'up'}${step === undefined ? '' : ` by ${step}`}`;
}

function musicWords({ operation, music }: z.infer<typeof wordsSchema>): string {
  if (operation === 'next') return 'skip to the next song';
  if (operation === 'previous') return 'go back to the previous song';
  return `${operation ?? 'play'} ${music ?? 'the music'}`;
}
