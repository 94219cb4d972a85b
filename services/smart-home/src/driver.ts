import type { Device } from './device.ts';

/** What a driver made of a change; `cannot` continues the device's name: `does not answer`. */
export type Driven = { readonly status: 'done' } | { readonly status: 'failed'; readonly cannot: string };

/** A device's id is its own only within a customer's home. */
export interface DeviceKey {
  readonly customerId: string;
  readonly id: string;
}

/** Carries changes out on the devices themselves. */
export interface Driver {
  /**
   * Brings a device into `wanted.state`, whatever state it is in; the same again does no more. It stops when
   * `signal` aborts. If it throws, the stored state stays as it was, and the next change sets the device right.
   */
  carryOut(device: DeviceKey, wanted: Device, signal: AbortSignal): Promise<Driven>;
}

/** Drives no hardware: the state stands in the device's object, which is written after every driver. */
export const storedState: Driver = { carryOut: () => Promise.resolve({ status: 'done' }) };
