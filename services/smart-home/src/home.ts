import type { NameContext, ServiceLevel } from '@agentic-service-bot/bot/definition';
import { DEVICE, deviceSchema, isPlayer, typeWords, type Device } from './device.ts';
import { deviceLimit, levelNamed, levelWithRoomFor } from './levels.ts';
import { inRoom } from './rooms.ts';
import { sameWords } from './words.ts';

/** A device in its home. */
export interface HomeDevice {
  readonly id: string;
  readonly device: Device;
  /** What tells it from the others: its name, with the room if another has the same name. */
  readonly label: string;
  /** Whether the customer's plan has room for it: the oldest devices are. */
  readonly usable: boolean;
  /** The lowest level with room for it; none if no level has. */
  readonly requiredLevel: ServiceLevel | undefined;
}

/** All devices of a customer, oldest first. This is the one place that says which of them may be used. */
export async function loadHome({
  customer,
  objects,
}: Pick<NameContext, 'customer' | 'objects'>): Promise<readonly HomeDevice[]> {
  const limit = deviceLimit(levelNamed(customer.level));
  const stored = (await objects.list(DEVICE)).map(({ id, data }) => ({
    id,
    device: deviceSchema.parse(data),
  }));
  return stored.map(({ id, device }, index) => ({
    id,
    device,
    label: labelOf(
      device,
      stored.filter((other) => other.id !== id).map((other) => other.device),
    ),
    usable: index < limit,
    requiredLevel: levelWithRoomFor(index + 1),
  }));
}

/** What tells a device from the others of its home. */
const labelOf = (device: Device, others: readonly Device[]): string =>
  others.some((other) => sameWords(other.name, device.name))
    ? `${device.name} ${inRoom(device.room)}`
    : device.name;

/** Its label as it follows a verb: `the hall light`, `the Bose speaker`, but `Sonos` and `Anna's lamp`. */
export function labelMidSentence({ label, device: { name, room, type } }: HomeDevice): string {
  const described = [room, ...typeWords[type]].some((word) =>
    name.toLowerCase().startsWith(word.toLowerCase()),
  );
  if (described) return `the ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return /^[^'’ ]+(?: \p{Ll}\S*)+$/u.test(name) ? `the ${label}` : label;
}

/** The rooms that have a device, as they are spelled. */
export const roomsOf = (home: readonly HomeDevice[]): string[] => [
  ...new Set(home.map(({ device }) => device.room)),
];

/** The devices of these ids; all of them if none are named. An id that is gone is left out. */
export const pick = (
  home: readonly HomeDevice[],
  ids: readonly string[] | undefined,
): readonly HomeDevice[] => (ids === undefined ? home : home.filter(({ id }) => ids.includes(id)));

/** The usable devices that play. */
export const usablePlayers = (home: readonly HomeDevice[]): readonly HomeDevice[] =>
  home.filter(({ usable, device }) => usable && isPlayer(device));
