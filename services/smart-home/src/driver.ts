import type { Device } from './device.ts';

/** What a driver made of a change; `cannot` continues the device's name: `does not answer`. */
export type Driven = { readonly status: 'done' } | { readonly status: 'failed'; readonly cannot: string };

/** Carries changes out on the devices themselves. */
export interface Driver {
  /**
   * Brings a device into `wanted.state`, whatever state it is in. It may be called again with the same, so it
   * must do no more then; and it stops when `signal` aborts. A throw means: not known how far it got.
   */
  carryOut(id: string, wanted: Device, signal: AbortSignal): Promise<Driven>;
}

/** Drives no hardware: the state stands in the device's object, which is written after every driver. */
export const storedState: Driver = { carryOut: () => Promise.resolve({ status: 'done' }) };
