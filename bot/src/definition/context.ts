import type { Customer } from './customer.ts';
import type { CustomerObjects } from './objects.ts';
import type { ServiceDefinition } from './service.ts';
import type { Schedule } from './slot.ts';

/** What an action may look at while it is decided whether it may run. */
export interface ReadContext {
  readonly customer: Customer;
  readonly service: ServiceDefinition;
  readonly objects: Pick<CustomerObjects, 'get' | 'list'>;
  readonly now: Date;
}

/** The business's billing, for one customer. */
export interface CustomerBilling {
  /** Moves the customer to `level`. The same `effect` again changes nothing and answers the same. */
  changePlan(level: string, effect: string): Promise<BillingRecord>;
  /** The record of that effect, if it happened. */
  find(effect: string): Promise<BillingRecord | undefined>;
}

export interface BillingRecord {
  readonly reference: string;
  readonly level: string;
  /** What a customer should know of it: `Demo: no money moves.` */
  readonly note: string;
}

/** Timers of one customer: each fires {@link ServiceDefinition.timer} at its time. */
export interface CustomerTimers {
  /** Sets or replaces the timer of that id. */
  set(id: string, schedule: Schedule): Promise<void>;
  /** Removes it; not an error if there is none. */
  cancel(id: string): Promise<void>;
}

/** What a running action may use. */
export interface ActionContext extends ReadContext {
  readonly objects: CustomerObjects;
  readonly billing: CustomerBilling;
  readonly timers: CustomerTimers;
  readonly conversationId: string;
  /** A new identifier, the same each time this call is run again. `name` tells several of a call apart. */
  readonly id: (name: string) => string;
  /** Aborts when the action's time is up. */
  readonly signal: AbortSignal;
  /** Puts the customer on another level, from the next call on. */
  readonly changeLevel: (level: string) => Promise<void>;
  /** Gives the conversation to a person once this call is recorded. */
  readonly requestHuman: (reason: string) => void;
}

/** What a service may look at to say what a customer's objects are called. */
export type NameContext = Pick<ReadContext, 'customer' | 'objects' | 'service'>;
