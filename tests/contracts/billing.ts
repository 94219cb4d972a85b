import type { Billing } from '@agentic-service-bot/bot/ports';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { ALIKE } from './samples.ts';

export const billingChecks = {
  'bills a key once and answers the same record': async ({ port: billing }) => {
    expect(await billing.find('cust', 'call/plan')).toBeUndefined();
    const billed = await billing.changePlan('cust', 'premium', 'call/plan');
    expect(billed.level).toBe('premium');
    expect(await billing.changePlan('cust', 'premium', 'call/plan')).toEqual(billed);
    expect(await billing.changePlan('cust', 'enterprise', 'call/plan')).toEqual(billed);
    expect(await billing.find('cust', 'call/plan')).toEqual(billed);
  },

  'bills two keys twice': async ({ port: billing }) => {
    const one = await billing.changePlan('cust', 'premium', 'call/1');
    const two = await billing.changePlan('cust', 'premium', 'call/2');
    expect(two.reference).not.toBe(one.reference);
  },

  'bills a key that is raced for once': async ({ port: billing }) => {
    const rivals = Array.from({ length: 10 }, () => billing.changePlan('cust', 'premium', 'call/plan'));
    const records = await Promise.all(rivals);
    expect(new Set(records.map(({ reference }) => reference)).size).toBe(1);
  },

  'keeps customers apart': async ({ port: billing }) => {
    for (const [one, two] of ALIKE) {
      await billing.changePlan(one[0], 'premium', one[1]);
      expect(await billing.find(two[0], two[1])).toBeUndefined();
    }
    expect(await billing.find('other', 'c')).toBeUndefined();
  },

  'has its records for whoever opens it next': async ({ port: billing, reopen }) => {
    const billed = await billing.changePlan('cust', 'premium', 'call/plan');
    const again = await reopen();
    expect(await again.find('cust', 'call/plan')).toEqual(billed);
    expect(await again.changePlan('cust', 'premium', 'call/plan')).toEqual(billed);
  },
} satisfies Checks<Billing>;

export const billingContract = contract<Billing, keyof typeof billingChecks>('billing', billingChecks);
