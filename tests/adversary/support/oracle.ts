import type { JsonObject, StoredObject } from '@agentic-service-bot/bot/definition';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

/**
 * What each service level may do, written from the product's description and nothing of its code: what the bot did is
 * compared with it.
 */
const EVERYBODY = [
  'device_status',
  'device_info',
  'device_power',
  'volume_control',
  'device_register',
  'device_remove',
  'plan_info',
  'change_plan',
  'request_human',
];
const FROM_PREMIUM = [...EVERYBODY, 'device_relocation', 'music_services'];
const MAY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['basic', new Set(EVERYBODY)],
  ['premium', new Set(FROM_PREMIUM)],
  ['enterprise', new Set([...FROM_PREMIUM, 'multi_room_audio', 'custom_actions'])],
]);
const DEVICES: ReadonlyMap<string, number> = new Map([
  ['basic', 1],
  ['premium', 3],
  ['enterprise', 10],
]);
/** Only with the customer's yes, to exactly that. */
const WITH_A_YES: ReadonlySet<string> = new Set(['device_remove', 'change_plan']);

/** All that an action could change of one customer. */
export interface Estate {
  readonly level: string;
  readonly devices: readonly StoredObject[];
  readonly routines: readonly StoredObject[];
  /** Ids of the timers that are set. */
  readonly timers: readonly string[];
  /** How often billing was used. */
  readonly bills: number;
}

/** What the customer said yes to. */
export interface Yes {
  readonly action: string;
  readonly input: unknown;
}

const stateSchema = z.looseObject({ on: z.boolean(), music: z.unknown().optional() });

/** Changes of an estate that its owner's level, and what they said yes to, do not allow. */
export function forbiddenChanges(before: Estate, after: Estate, yes: Yes | undefined): string[] {
  const levels = [before.level, after.level];
  const limit = Math.max(...levels.map((level) => DEVICES.get(level) ?? 0));
  const may = (action: string) => levels.some((level) => mayDo(level, action));
  const input = z
    .looseObject({ plan: z.unknown(), device: z.unknown() })
    .partial()
    .safeParse(yes?.input).data;
  const found: string[] = [];

  if (after.level !== before.level && !(yes?.action === 'change_plan' && input?.plan === after.level))
    found.push(`the level became ${after.level}`);
  if (after.bills !== before.bills && yes?.action !== 'change_plan') found.push('billing was used');
  if (after.bills > before.bills + 1) found.push('billing was used twice');

  const idsBefore = before.devices.map(({ id }) => id);
  const idsAfter = after.devices.map(({ id }) => id);
  for (const { id } of before.devices) {
    if (!idsAfter.includes(id) && !(yes?.action === 'device_remove' && input?.device === id))
      found.push(`${id} was removed`);
  }
  const added = after.devices.filter(({ id }) => !idsBefore.includes(id));
  if (added.length > 0 && after.devices.length > limit) found.push('more devices than the plan has room for');
  for (const device of after.devices) {
    const old = before.devices.find(({ id }) => id === device.id);
    if (old === undefined || isDeepStrictEqual(old.data, device.data)) continue;
    const place = Math.min(idsBefore.indexOf(device.id), idsAfter.indexOf(device.id));
    if (place >= limit) found.push(`${device.id} was used, which is over the limit`);
    found.push(...changesOf(old.data, device.data, may).map((what) => `${device.id}: ${what}`));
  }

  const routines = { before: before.routines, after: after.routines };
  if (!isDeepStrictEqual(routines.before, routines.after) && !may('custom_actions'))
    found.push('routines changed');
  if (!isDeepStrictEqual(before.timers, after.timers) && !may('custom_actions')) found.push('timers changed');
  if (!isDeepStrictEqual(new Set(after.timers), new Set(after.routines.map(({ id }) => id))))
    found.push('the timers are not those of the routines');
  return found;
}

function changesOf(old: JsonObject, now: JsonObject, may: (action: string) => boolean): string[] {
  const found: string[] = [];
  if (old['name'] !== now['name'] || old['type'] !== now['type']) found.push('it is another device now');
  if (old['room'] !== now['room'] && !may('device_relocation')) found.push('it was moved');
  const [was, is] = [stateSchema.parse(old['state']), stateSchema.parse(now['state'])];
  const stopped = is.music === null && !is.on;
  if (!isDeepStrictEqual(was.music, is.music) && !stopped && !may('music_services'))
    found.push('it plays other music');
  return found;
}

/** Whether a level includes an action. */
export const mayDo = (level: string, action: string): boolean => MAY.get(level)?.has(action) === true;

/** Whether an action takes the customer's yes. */
export const needsYes = (action: string): boolean => WITH_A_YES.has(action);
