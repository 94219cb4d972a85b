import {
  denied,
  type Denied,
  type NameContext,
  type ServiceLevel,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { DEVICE, deviceSchema, isPlayer, plainSchema, playerSchema, type Device } from './device.ts';
import { deviceLimit, levelNamed, levels, levelWithRoomFor } from './levels.ts';
import { inRoom } from './rooms.ts';
import { counted, isAre, listed, sameWords } from './words.ts';

/** A device in its home. */
export interface HomeDevice {
  readonly id: string;
  readonly device: Device;
  /** What tells it from the others: its name, with the room if another has the same name. */
  readonly label: string;
  /** Whether the customer's plan has room for it: the oldest devices are. */
  readonly usable: boolean;
  /** The lowest level with room for it; none if no level has. */
  readonly level: ServiceLevel | undefined;
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
    level: levelWithRoomFor(index + 1),
  }));
}

/** What tells a device from the others of its home. */
export const labelOf = (device: Device, others: readonly Device[]): string =>
  others.some((other) => sameWords(other.name, device.name))
    ? `${device.name} ${inRoom(device.room)}`
    : device.name;

/** Its label as it follows a verb: `the hall light`, but `Sonos`. */
export function labelMidSentence({ label, device }: HomeDevice): string {
  const described = [device.room, device.type].some((word) =>
    label.toLowerCase().startsWith(word.toLowerCase()),
  );
  return described ? `the ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
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

/** `Hall light and Porch light are over the limit of your Basic plan (1 device).` */
export function overLimitWords(over: readonly HomeDevice[], level: string): string {
  const plan = levelNamed(level);
  const names = listed(over.map(({ label }) => label));
  return `${names} ${isAre(over)} over the limit of your ${plan.title} plan (${counted(deviceLimit(plan), 'device')}).`;
}

/** Refuses a call all of whose devices are over the limit. Of several, those within it are served. */
export async function refuseOverLimit(
  ids: readonly string[] | undefined,
  context: NameContext,
): Promise<Denied | undefined> {
  const named = pick(await loadHome(context), ids);
  if (ids === undefined || named.length === 0 || named.some(({ usable }) => usable)) return undefined;
  const enough = levels.find((level) =>
    named.every((device) => device.level !== undefined && deviceLimit(level) >= deviceLimit(device.level)),
  );
  const lift =
    enough === undefined
      ? 'Remove another device to use it.'
      : `${enough.title} has room for ${counted(deviceLimit(enough), 'device')}; or remove a device you no longer need.`;
  return denied(`${overLimitWords(named, context.customer.level)} ${lift}`, {
    ...(enough === undefined ? {} : { requiredLevel: enough.name }),
    alternatives: ['plan_info', 'change_plan', 'device_remove'],
  });
}

const shown = { id: z.string(), label: z.string(), usable: z.boolean() };

/** A device in a result: what a card, a receipt and a model read of it. */
export const viewSchema = z.discriminatedUnion('type', [
  playerSchema.extend(shown),
  plainSchema.extend(shown),
]);
export type DeviceView = z.infer<typeof viewSchema>;

export const viewOf = ({ id, label, usable, device }: HomeDevice): DeviceView => ({
  id,
  label,
  usable,
  ...device,
});
