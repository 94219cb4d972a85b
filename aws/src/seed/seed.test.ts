import { expect, it } from 'vitest';
import { service } from '../service.ts';
import { memory } from '../testing/memory.ts';
import { seed } from './seed.ts';

const [basic] = service.demo.customers;

it('the demo customers are there afterwards, with what is theirs', async () => {
  const { ports } = memory();
  expect(await seed({ ...ports, environment: 'dev' }, service)).toBe(service.demo.customers.length);
  for (const { objects, timers, ...customer } of service.demo.customers) {
    expect(await ports.customers.get(customer.id)).toEqual(customer);
    for (const { kind, id, data } of objects) {
      expect(await ports.objects.get(customer.id, kind, id)).toMatchObject({ data });
    }
    const set = [...ports.scheduler.timers.values()].filter(({ customerId }) => customerId === customer.id);
    expect(set.map(({ id }) => id).sort()).toEqual(timers.map(({ id }) => id).sort());
  }
});

it('a second time all is as new', async () => {
  const { ports } = memory();
  const nursery = { ...ports, environment: 'dev' } as const;
  await seed(nursery, service);
  const [device] = basic?.objects ?? [];
  if (basic === undefined || device === undefined) throw new Error('There is nobody to try it with.');
  await ports.customers.put({ ...basic, level: 'enterprise' });
  await ports.objects.write(basic.id, device.kind, device.id, 1, { changed: true }, ports.now());
  await seed(nursery, service);
  expect(await ports.customers.get(basic.id)).toMatchObject({ level: basic.level });
  expect(await ports.objects.get(basic.id, device.kind, device.id)).toMatchObject({
    version: 3,
    data: device.data,
  });
});

it('real customers are never overwritten', async () => {
  const { ports } = memory();
  await expect(seed({ ...ports, environment: 'prod' }, service)).rejects.toThrow('this is prod');
  expect(await ports.customers.get(basic?.id ?? '')).toBeUndefined();
});

it('somebody who changes the same at the same time is not overwritten unseen', async () => {
  const { ports } = memory();
  const objects = { get: ports.objects.get.bind(ports.objects), write: async () => 'conflict' as const };
  await expect(seed({ ...ports, objects, environment: 'dev' }, service)).rejects.toThrow('changed just now');
});
