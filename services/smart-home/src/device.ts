import * as z from 'zod';
import { capital } from './words.ts';

/** The kind of object that a device is stored as. */
export const DEVICE = 'device';

const PLAYER_TYPES = ['speaker', 'display'] as const;
const PLAIN_TYPES = ['light', 'switch', 'thermostat'] as const;

/** Types of devices that play and have a volume. */
export const playerTypes: readonly string[] = PLAYER_TYPES;

const named = { name: z.string().min(1), room: z.string().min(1) };

const musicSchema = z.object({
  /** A genre, an artist or a station, in the customer's words. */
  what: z.string(),
  /** Which piece of it, from 1. */
  track: z.int().min(1),
  paused: z.boolean(),
});

/** A speaker or a display: it plays music at a volume. */
export const playerSchema = z.object({
  ...named,
  type: z.enum(PLAYER_TYPES),
  state: z.object({
    on: z.boolean(),
    /** Per cent. */
    volume: z.int().min(0).max(100),
    muted: z.boolean(),
    music: musicSchema.nullable(),
  }),
});

/** A device that is on or off, and no more. */
export const plainSchema = z.object({
  ...named,
  type: z.enum(PLAIN_TYPES),
  state: z.object({ on: z.boolean() }),
});

/** What is stored of a device. */
export const deviceSchema = z.discriminatedUnion('type', [playerSchema, plainSchema]);

export type Player = z.infer<typeof playerSchema>;
export type Device = z.infer<typeof deviceSchema>;
export type DeviceType = Device['type'];

/** The words that customers have for each type. */
export const typeWords: Record<DeviceType, readonly string[]> = {
  speaker: ['speaker', 'loudspeaker', 'soundbar', 'radio', 'stereo'],
  display: ['display', 'screen', 'tv', 'television', 'telly', 'monitor'],
  light: ['light', 'lamp', 'bulb', 'ceiling light', 'floor lamp'],
  switch: ['switch', 'plug', 'socket', 'outlet'],
  thermostat: ['thermostat', 'heating', 'heater', 'radiator'],
};

export const isPlayer = <D extends Device>(device: D): device is Extract<D, Player> =>
  'volume' in device.state;

/** A new device: a player at a moderate volume, all else off. */
export function newDevice(name: string, room: string, type: DeviceType): Device {
  switch (type) {
    case 'speaker':
    case 'display':
      return { name, room, type, state: { on: true, volume: 30, muted: false, music: null } };
    case 'light':
    case 'switch':
    case 'thermostat':
      return { name, room, type, state: { on: false } };
  }
}

/** What a device is called when nobody gave it a name: `Kitchen speaker`. */
export const defaultName = (room: string, type: DeviceType): string => `${capital(room)} ${type}`;

/** A device's state, as it follows `is`: `on, playing jazz at volume 40`. */
export function stateWords(device: Device): string {
  if (!device.state.on) return 'off';
  if (!isPlayer(device)) return 'on';
  const { music, muted, volume } = device.state;
  const level = `at volume ${volume}`;
  if (music === null) return muted ? 'on and muted' : `on ${level}`;
  if (music.paused) return `on with ${music.what} paused, ${muted ? 'muted' : level}`;
  return muted ? `on, playing ${music.what}, muted` : `on, playing ${music.what} ${level}`;
}
