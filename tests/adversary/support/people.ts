import type { JsonObject } from '@agentic-service-bot/bot/definition';
import type { Ports } from '@agentic-service-bot/bot/ports';

/** Somebody with a home of five devices and a routine. */
export interface Customer {
  readonly id: string;
  readonly level: 'basic' | 'premium' | 'enterprise';
  /** Stands in every name of the home: whoever else reads it has seen what is not theirs. */
  readonly mark: string;
}

const ANN: Customer = { id: 'ann', level: 'basic', mark: 'quokka' };
const BEN: Customer = { id: 'ben', level: 'premium', mark: 'axolotl' };
const CAT: Customer = { id: 'cat', level: 'enterprise', mark: 'pangolin' };
/** Never says a word. */
const ZOE: Customer = { id: 'zoe', level: 'enterprise', mark: 'wombat' };

export const SPEAKERS: readonly Customer[] = [ANN, BEN, CAT];
export const CUSTOMERS: readonly Customer[] = [...SPEAKERS, ZOE];

const DEVICES = ['speaker', 'light', 'display', 'thermostat', 'switch'] as const;

/** Ids of a customer's devices, the oldest first. */
export const devicesOf = ({ id }: Customer): string[] => DEVICES.map((type) => `${id}-${type}`);

/** The id of a customer's routine. */
export const routineOf = ({ id }: Customer): string => `${id}-routine`;

function device(type: (typeof DEVICES)[number], mark: string): JsonObject {
  const named = { name: `The ${mark} ${type}`, room: `${mark} room`, type };
  if (type !== 'speaker' && type !== 'display') return { ...named, state: { on: true } };
  const music = { what: 'jazz', track: 5, paused: false };
  return { ...named, state: { on: true, volume: 40, muted: false, music } };
}

/** Moves everybody in. `rename` gives things other names. */
export async function moveIn(ports: Ports, rename = (name: string): string => name): Promise<void> {
  for (const customer of CUSTOMERS) {
    const { id, level, mark } = customer;
    await ports.customers.put({ id, name: `${id} of the ${mark}`, level, timeZone: 'Europe/Berlin' });
    for (const type of DEVICES) {
      const data = device(type, mark);
      const named = { ...data, name: rename(`The ${mark} ${type}`) };
      await ports.objects.write(id, 'device', `${id}-${type}`, 0, named, ports.now());
    }
    const calls = [{ action: 'device_power', input: { devices: [`${id}-speaker`], state: 'off' } }];
    const when = { at: '07:00', days: ['monday'] };
    const routine = { name: rename(`The ${mark} routine`), when, calls };
    await ports.objects.write(id, 'routine', routineOf(customer), 0, routine, ports.now());
    await ports.scheduler.set({
      customerId: id,
      id: routineOf(customer),
      conversationId: 'none',
      schedule: { at: '07:00', days: ['monday'] },
      timeZone: 'Europe/Berlin',
    });
  }
}
