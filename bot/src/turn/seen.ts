import type { Customer, ServiceDefinition } from '../definition/index.ts';
import { ObjectsView } from '../policy/objects-view.ts';
import type { Pause } from '../ports/pauses.ts';
import type { Ports } from '../ports/ports.ts';

/** How long what was read of a customer holds for a decision, milliseconds, if nothing was done since. */
const CUSTOMER_MS = 5_000;
/** The same for the switches, which are to work at once. */
const PAUSES_MS = 1_000;

/** What decisions are taken on. */
export interface Sight {
  readonly customer: Customer;
  readonly view: ObjectsView;
  readonly pauses: readonly Pause[];
}

/**
 * A customer, what they have and the switches, as read lately. Each call can change what the customer may do, so that all is read
 * anew for the next one; what a turn began with serves its first call too, if that comes soon.
 */
export class Seen {
  readonly #ports: Ports;
  readonly #service: ServiceDefinition;
  readonly #customerId: string;
  #customer: { readonly customer: Customer; readonly view: ObjectsView; readonly at: number } | undefined;
  #switches: { readonly pauses: readonly Pause[]; readonly at: number } | undefined;

  constructor(ports: Ports, service: ServiceDefinition, customerId: string) {
    this.#ports = ports;
    this.#service = service;
    this.#customerId = customerId;
  }

  async now(): Promise<Sight> {
    const { customer, view } = await this.customer();
    return { customer, view, pauses: await this.pauses() };
  }

  async customer(): Promise<Pick<Sight, 'customer' | 'view'>> {
    const at = this.#ports.now().getTime();
    if (this.#customer !== undefined && at - this.#customer.at < CUSTOMER_MS) return this.#customer;
    const id = this.#customerId;
    // One who was erased meanwhile may do what anybody may.
    const nobody = { id, name: '', level: this.#service.defaultLevel, timeZone: 'UTC' };
    const customer = (await this.#ports.customers.get(id)) ?? nobody;
    this.#customer = { customer, view: new ObjectsView(this.#ports, id), at };
    return this.#customer;
  }

  async pauses(): Promise<readonly Pause[]> {
    const at = this.#ports.now().getTime();
    if (this.#switches === undefined || at - this.#switches.at >= PAUSES_MS)
      this.#switches = { pauses: await this.#ports.pauses.list(), at };
    return this.#switches.pauses;
  }

  /** Something was done, or is about to be begun anew. */
  forget(): void {
    this.#customer = this.#switches = undefined;
  }
}
