import type { DemoCustomer } from '@agentic-service-bot/bot/definition';
import { DEVICE, type DeviceType, newDevice, type Player } from '../device.ts';
import { ROUTINE, type Routine } from '../routine.ts';

type DemoObject = DemoCustomer['objects'][number];

/** A device of a demo home. `state` is how it differs from a new one. */
export function device<T extends DeviceType>(
  id: string,
  type: T,
  name: string,
  room: string,
  state: Partial<T extends Player['type'] ? Player['state'] : { on: boolean }> = {},
): DemoObject {
  const fresh = newDevice(name, room, type);
  return { kind: DEVICE, id, data: { ...fresh, state: { ...fresh.state, ...state } } };
}

/** Music that is playing. */
export const playing = (what: string, track = 1): Player['state']['music'] => ({
  what,
  track,
  paused: false,
});

/** A routine of a demo home. */
export const routine = (id: string, data: Routine): DemoObject => ({ kind: ROUTINE, id, data });
