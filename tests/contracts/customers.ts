import type { Customers } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';

const ann = { id: 'cust_1', name: 'Ann', level: 'basic', timeZone: 'Europe/Berlin' };

export const customersChecks = {
  'creates a customer once': async ({ port: customers }) => {
    expect(await customers.get('cust_1')).toBeUndefined();
    expect(await customers.create(ann)).toEqual(ann);
    expect(await customers.create({ ...ann, level: 'enterprise' })).toEqual(ann);
    expect(await customers.get('cust_1')).toEqual(ann);
  },

  'lets one of those who race create it, and tells all the same': async ({ port: customers }) => {
    const rivals = Array.from({ length: 10 }, (_, n) => customers.create({ ...ann, name: `Ann ${n}` }));
    const stands = await Promise.all(rivals);
    const [winner] = stands;
    for (const stand of stands) expect(stand).toEqual(winner);
    expect(await customers.get('cust_1')).toEqual(winner);
  },

  'puts a customer, new or not': async ({ port: customers }) => {
    await customers.put(ann);
    expect(await customers.get('cust_1')).toEqual(ann);
    await customers.put({ ...ann, level: 'premium' });
    expect(await customers.get('cust_1')).toEqual({ ...ann, level: 'premium' });
    expect(await customers.create(ann)).toEqual({ ...ann, level: 'premium' });
  },

  'keeps customers apart, whatever their ids and names': async ({ port: customers }) => {
    const ids = ['a', 'A', 'a ', 'auth0|a', 'a/b', 'ä', 'a\u0308', '名', '__proto__'];
    const all = ids.map((id) => ({ ...ann, id, name: `${id} 😀 O’Neil "x"` }));
    for (const customer of all) await customers.create(customer);
    for (const customer of all) expect(await customers.get(customer.id)).toEqual(customer);
    await customers.put({ ...ann, id: 'nameless', name: '' });
    expect((await customers.get('nameless'))?.name).toBe('');
  },

  'has customers for whoever opens it next': async ({ port: customers, reopen }) => {
    await customers.create(ann);
    const again = await reopen();
    expect(await again.get('cust_1')).toEqual(ann);
    await again.put({ ...ann, level: 'premium' });
    expect((await customers.get('cust_1'))?.level).toBe('premium');
  },
} satisfies Checks<Customers>;

export const customersContract = contract<Customers, keyof typeof customersChecks>(
  'customers',
  customersChecks,
);
