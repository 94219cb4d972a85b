import type { Customer } from '@agentic-service-bot/bot/definition';
import type { Customers } from '@agentic-service-bot/bot/ports';
import { partition } from './key-text.ts';
import { pack, unpack } from './packed.ts';
import type { Item, Table } from './table.ts';

/** The item in a customer's partition that says who they are. */
export const PROFILE = 'profile';

const keyOf = (id: string) => ({ customerId: partition(id), item: PROFILE });
const itemOf = (customer: Customer): Item => ({ ...keyOf(customer.id), data: pack(customer) });
const customerOf = (item: Item): Customer => unpack(item['data']) as Customer;

/** The customers in DynamoDB. */
export class DynamoCustomers implements Customers {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(id: string): Promise<Customer | undefined> {
    const item = await this.#table.get(keyOf(id), { consistent: true });
    return item && customerOf(item);
  }

  async create(customer: Customer): Promise<Customer> {
    const put = await this.#table.put(itemOf(customer), { text: 'attribute_not_exists(#item)' });
    return put.written || put.item === undefined ? customer : customerOf(put.item);
  }

  async put(customer: Customer): Promise<void> {
    await this.#table.put(itemOf(customer));
  }
}
