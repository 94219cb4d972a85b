import {
  done,
  failed,
  type ActionContext,
  type Done,
  type Failed,
  type Json,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { DEVICE, deviceSchema, type Device } from './device.ts';
import type { Driver } from './driver.ts';
import type { HomeDevice } from './home.ts';
import { overLimitWords } from './over-limit.ts';
import { viewOf, viewSchema } from './view.ts';

/** How often a change is tried anew when the device was changed from elsewhere meanwhile. */
const ATTEMPTS = 4;

/** What came of a change of devices: those that are as wanted now, and a sentence for each that is not. */
export const changedSchema = z.object({ devices: z.array(viewSchema), missed: z.array(z.string()) });
export type Changed = z.infer<typeof changedSchema>;

/** The device as it is to be, or why it can't be, as it follows its name: `has no volume`. */
export type Next = (device: Device) => Device | string;

/**
 * Changes devices, each by compare-and-set; those over the plan's limit are left alone.
 *
 * @param effect names the change where making it twice would be wrong. Run again, it then is not made again.
 * @returns `done` if at least one device is as wanted.
 */
export async function changeDevices(
  targets: readonly HomeDevice[],
  next: Next,
  context: ActionContext,
  driver: Driver,
  effect?: string,
): Promise<Done | Failed> {
  const usable = targets.filter((target) => target.usable);
  const over = targets.filter((target) => !target.usable);
  const results = await Promise.all(
    usable.map(async (target) => {
      const changed = await changeDevice(
        target.id,
        next,
        context,
        driver,
        effect && effectOn(effect, target.id),
      );
      return typeof changed === 'string'
        ? `${target.label} ${changed}.`
        : viewOf({ ...target, device: changed });
    }),
  );
  const devices = results.filter((result) => typeof result !== 'string');
  const missed = results.filter((result) => typeof result === 'string');
  if (over.length > 0) missed.push(overLimitWords(over, context.customer.level));
  if (devices.length === 0)
    return failed(missed.join(' ') || 'There is no such device in this home any more.');
  return done({ devices, missed } satisfies Changed);
}

/** The ids of the devices that an interrupted run of this call has changed already. */
export async function changedBefore(
  home: readonly HomeDevice[],
  effect: string,
  { objects }: ActionContext,
): Promise<readonly string[]> {
  const applied = await Promise.all(home.map(({ id }) => objects.applied(effectOn(effect, id))));
  return home.filter((_, index) => applied[index]).map(({ id }) => id);
}

/** Reads back a result of {@link changeDevices}. */
export const changedOf = (result: Json): Changed => changedSchema.parse(result);

const effectOn = (effect: string, id: string): string => `${effect}:${id}`;

/** The device as it is now, or why it is not as wanted. */
async function changeDevice(
  id: string,
  next: Next,
  { customer, objects, signal }: ActionContext,
  driver: Driver,
  effect: string | undefined,
): Promise<Device | string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await objects.get(DEVICE, id);
    if (stored === undefined) return 'is no longer in this home';
    const device = deviceSchema.parse(stored.data);
    if (effect !== undefined && (await objects.applied(effect))) return device;
    const wanted = next(device);
    if (typeof wanted === 'string') return wanted;
    // Before the write, so that what is stored is never ahead of the device. Safe to repeat: it names a state.
    const driven = await driver.carryOut({ customerId: customer.id, id }, wanted, signal);
    if (driven.status === 'failed') return driven.cannot;
    const same = effect === undefined && JSON.stringify(wanted) === JSON.stringify(device);
    if (same || (await objects.write(DEVICE, id, stored.version, wanted, effect)) === 'written')
      return wanted;
  }
  return 'was being changed from elsewhere at the same moment; please try again';
}

/** Removes an object, as it is by then; not an error if it is gone. False if it kept being changed meanwhile. */
export async function removeObject(
  kind: string,
  id: string,
  { objects }: Pick<ActionContext, 'objects'>,
  effect?: string,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await objects.get(kind, id);
    if (stored === undefined) return true;
    if ((await objects.write(kind, id, stored.version, null, effect)) === 'written') return true;
  }
  return false;
}
