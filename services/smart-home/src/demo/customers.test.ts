import { describe, expect, it } from 'vitest';
import { deviceSchema, isPlayer } from '../device.ts';
import { loadHome } from '../home.ts';
import { smartHome } from '../index.ts';
import { routineSchema } from '../routine.ts';
import { callErrors } from '../call-errors.ts';
import { TestHome } from '../testing/test-home.ts';

const { customers, operators } = smartHome.demo;

const demo = (id: string) => {
  const customer = customers.find((candidate) => candidate.id === id);
  if (customer === undefined) throw new Error(`There is no ${id}.`);
  return customer;
};

describe('the demo customers', () => {
  it.each(customers.map((customer) => [customer.id, customer] as const))(
    '%s has a home that holds',
    async (_, customer) => {
      const home = TestHome.of(customer);
      const ids = customer.objects.map(({ kind, id }) => `${kind}/${id}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect(smartHome.levels.map(({ name }) => name)).toContain(customer.level);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: customer.timeZone })).not.toThrow();
      for (const { kind, data } of customer.objects) {
        if (kind === 'device') expect(deviceSchema.parse(data)).toEqual(data);
        else expect(await callErrors(routineSchema.parse(data).calls, home.context())).toBeUndefined();
      }
      const routines = customer.objects.filter(({ kind }) => kind === 'routine');
      expect(customer.timers.map(({ id }) => id)).toEqual(routines.map(({ id }) => id));
      expect(await smartHome.nameables(home.context())).toHaveLength(customer.objects.length);
    },
  );

  it('has names and ids of their own', () => {
    for (const people of [customers, operators]) {
      expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
      expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
    }
    expect(new Set(customers.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(4);
    expect(operators).toHaveLength(2);
  });

  it('has the homes that the design names', async () => {
    const home = (id: string) => loadHome(TestHome.of(demo(id)).context());
    const one = await home('cust_001');
    expect(demo('cust_001').level).toBe('basic');
    expect(one.map(({ device }) => device.type)).toEqual(['speaker']);
    expect(demo('cust_002').level).toBe('premium');
    expect(await home('cust_002')).toHaveLength(3);
    const ten = await home('cust_003');
    expect(demo('cust_003').level).toBe('enterprise');
    expect(ten).toHaveLength(10);
    expect(new Set(ten.map(({ device }) => device.room)).size).toBe(6);
    expect((await home('cust_004')).filter(({ device }) => isPlayer(device))).toHaveLength(2);
    const alike = (await home('cust_005')).map(({ device }) => device.name);
    expect(new Set(alike).size).toBeLessThan(alike.length);
    expect((await home('cust_006')).map(({ usable }) => usable)).toEqual([true, false, false, false]);
    expect(await home('cust_007')).toEqual([]);
    expect(demo('cust_008').timers).toHaveLength(2);
  });
});
