import type { Customer, DemoCustomer } from '../definition/index.ts';
import type { Customers } from '../ports/customers.ts';
import type { ImportLine } from './customer-fields.ts';

/** How much there is of each kind; kinds of which there is nothing are left out. */
export type Holdings = readonly { readonly what: string; readonly count: number }[];

/** What was removed. `isBusy`: the bot is answering, and what it is about to write would be left behind: not all is gone. */
export interface Erased {
  readonly removed: Holdings;
  readonly isBusy: boolean;
}

/** All that is kept of customers, as the commands of operators need it. */
export interface CustomerRecords extends Pick<Customers, 'get' | 'put'> {
  /**
   * Puts customers in, with their objects and timers; what has the same id is replaced.
   *
   * @param complete a line with what it leaves out, given who stands there already
   */
  import(
    lines: readonly ImportLine[],
    complete: (line: ImportLine, standing: Customer | undefined) => DemoCustomer,
  ): Promise<void>;
  /** Counts everything of a customer. */
  holdings(id: string): Promise<Holdings>;
  /** Everything of a customer, for them to read; undefined if there is none of that id. */
  export(id: string): Promise<object | undefined>;
  /** Removes everything of a customer. What was cut short is finished by the same call. */
  erase(id: string): Promise<Erased>;
}
