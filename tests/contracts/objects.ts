import type { JsonObject } from '@agentic-service-bot/bot/definition';
import type { Objects } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { ALIKE, anyJson, at, AWKWARD_JSON, fresh, START } from './samples.ts';

/** Writes over whatever stands, by compare-and-set. */
async function update(
  objects: Objects,
  id: string,
  change: (data: JsonObject | undefined) => JsonObject,
): Promise<void> {
  let result = 'conflict';
  while (result === 'conflict') {
    const now = await objects.get('cust', 'device', id);
    result = await objects.write('cust', 'device', id, now?.version ?? 0, change(now?.data), START);
  }
}

export const objectsChecks = {
  'counts versions from 1 and keeps when it was made': async ({ port: objects }) => {
    expect(await objects.get('cust', 'device', 'tv')).toBeUndefined();
    const stands = { kind: 'device', id: 'tv', createdAt: at(1).toISOString() };
    for (const version of [1, 2, 3]) {
      expect(await objects.write('cust', 'device', 'tv', version - 1, { version }, at(version))).toBe(
        'written',
      );
      expect(await objects.get('cust', 'device', 'tv')).toEqual({ ...stands, version, data: { version } });
    }
  },

  'writes nothing on a version that does not stand': async ({ port: objects }) => {
    for (const expected of [1, 2]) {
      expect(await objects.write('cust', 'device', 'tv', expected, {}, START)).toBe('conflict');
      expect(await objects.write('cust', 'device', 'tv', expected, null, START)).toBe('conflict');
    }
    expect(await objects.get('cust', 'device', 'tv')).toBeUndefined();
    await objects.write('cust', 'device', 'tv', 0, { on: true }, START);
    for (const expected of [0, 2]) {
      expect(await objects.write('cust', 'device', 'tv', expected, {}, START)).toBe('conflict');
      expect(await objects.write('cust', 'device', 'tv', expected, null, START)).toBe('conflict');
    }
    expect((await objects.get('cust', 'device', 'tv'))?.data).toEqual({ on: true });
  },

  'removes, and makes anew': async ({ port: objects }) => {
    await objects.write('cust', 'device', 'tv', 0, { first: true }, START);
    expect(await objects.write('cust', 'device', 'tv', 1, null, at(1))).toBe('written');
    expect(await objects.get('cust', 'device', 'tv')).toBeUndefined();
    expect(await objects.list('cust', 'device')).toEqual([]);
    expect(await objects.write('cust', 'device', 'tv', 0, { first: false }, at(2))).toBe('written');
    const createdAt = at(2).toISOString();
    const data = { first: false };
    expect(await objects.get('cust', 'device', 'tv')).toEqual({
      kind: 'device',
      id: 'tv',
      version: 1,
      data,
      createdAt,
    });
  },

  'lists a kind, oldest first, whatever was changed since': async ({ port: objects }) => {
    const ids = ['m', 'a', 'z', 'b'];
    for (const [index, id] of ids.entries()) await objects.write('cust', 'device', id, 0, {}, at(index));
    await objects.write('cust', 'routine', 'r', 0, {}, START);
    await objects.write('other', 'device', 'x', 0, {}, START);
    const listed = async () => (await objects.list('cust', 'device')).map(({ id }) => id);
    await objects.write('cust', 'device', 'm', 1, { new: true }, at(10));
    expect(await listed()).toEqual(ids);
    await objects.write('cust', 'device', 'a', 1, null, at(11));
    await objects.write('cust', 'device', 'a', 0, {}, at(12));
    expect(await listed()).toEqual(['m', 'z', 'b', 'a']);
    expect(await objects.list('cust', 'device')).toContainEqual(await objects.get('cust', 'device', 'm'));
    expect(await objects.list('cust', 'lamp')).toEqual([]);
  },

  'lists all of many': async ({ port: objects }) => {
    const big = 'x'.repeat(2_000);
    await Promise.all(
      Array.from({ length: 120 }, (_, n) => objects.write('cust', 'device', `d${n}`, 0, { big }, at(n))),
    );
    const ids = (await objects.list('cust', 'device')).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 120 }, (_, n) => `d${n}`));
  },

  'loses no update of writers who race': async ({ port: objects }) => {
    const add = (data: JsonObject | undefined) => ({ count: Number(data?.['count'] ?? 0) + 1 });
    await Promise.all(Array.from({ length: 15 }, () => update(objects, 'tv', add)));
    expect(await objects.get('cust', 'device', 'tv')).toMatchObject({ version: 15, data: { count: 15 } });
  },

  'lets one of those who race make it': async ({ port: objects }) => {
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => objects.write('cust', 'device', 'tv', 0, { n }, START)),
    );
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
    const n = results.indexOf('written');
    expect(await objects.get('cust', 'device', 'tv')).toMatchObject({ version: 1, data: { n } });
  },

  'writes with an effect once, whatever the version': async ({ port: objects }) => {
    const write = (expected: number, data: JsonObject | null, effect: string) =>
      objects.write('cust', 'device', 'tv', expected, data, START, effect);
    expect(await objects.applied('cust', 'call/up')).toBe(false);
    expect(await write(0, { volume: 1 }, 'call/up')).toBe('written');
    expect(await objects.applied('cust', 'call/up')).toBe(true);
    for (const expected of [0, 1, 2]) {
      expect(await write(expected, { volume: 2 }, 'call/up')).toBe('repeated');
      expect(await write(expected, null, 'call/up')).toBe('repeated');
    }
    expect(await objects.write('cust', 'lamp', 'other', 0, {}, START, 'call/up')).toBe('repeated');
    expect(await objects.get('cust', 'device', 'tv')).toMatchObject({ version: 1, data: { volume: 1 } });
    expect(await objects.get('cust', 'lamp', 'other')).toBeUndefined();
    expect(await write(1, { volume: 3 }, 'call/down')).toBe('written');
    expect(await write(2, null, 'call/away')).toBe('written');
    expect(await write(0, {}, 'call/away')).toBe('repeated');
    expect(await objects.get('cust', 'device', 'tv')).toBeUndefined();
  },

  'marks no effect of a write that did not happen': async ({ port: objects }) => {
    expect(await objects.write('cust', 'device', 'tv', 4, {}, START, 'call/up')).toBe('conflict');
    expect(await objects.applied('cust', 'call/up')).toBe(false);
    expect(await objects.write('cust', 'device', 'tv', 0, {}, START, 'call/up')).toBe('written');
  },

  'writes an effect of those who race for it once': async ({ port: objects }) => {
    const tries = Array.from({ length: 10 }, (_, n) =>
      objects.write('cust', 'device', `d${n}`, 0, {}, START, 'call/up'),
    );
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
    expect(results.filter((result) => result === 'repeated')).toHaveLength(9);
    expect(await objects.list('cust', 'device')).toHaveLength(1);
  },

  'keeps customers, kinds and ids apart': async ({ port: objects }) => {
    for (const [one, two] of ALIKE) {
      await objects.write(one[0], one[1], 'id', 0, { mine: true }, START, 'once');
      expect(await objects.get(two[0], two[1], 'id')).toBeUndefined();
      expect(await objects.list(two[0], two[1])).toEqual([]);
      expect(await objects.applied(two[0], 'once')).toBe(false);

      const customerId = fresh('cust');
      await objects.write(customerId, one[0], one[1], 0, {}, START, `${one[0]}/x`);
      expect(await objects.get(customerId, two[0], two[1])).toBeUndefined();
      expect(await objects.write(customerId, two[0], two[1], 0, {}, START)).toBe('written');
    }
  },

  'keeps data as it is': async ({ port: objects }) => {
    await objects.write('cust', 'awkward', 'é 名/#', 0, AWKWARD_JSON, START);
    expect((await objects.get('cust', 'awkward', 'é 名/#'))?.data).toEqual(AWKWARD_JSON);
    await fc.assert(
      fc.asyncProperty(anyJson, async (value) => {
        const id = fresh('json');
        await objects.write('cust', 'device', id, 0, { value }, START);
        expect((await objects.get('cust', 'device', id))?.data).toEqual({ value });
      }),
      { numRuns: 40 },
    );
  },

  'keeps data from those who have it': async ({ port: objects }) => {
    const data = { power: 'on' };
    await objects.write('cust', 'device', 'tv', 0, data, START);
    data.power = 'off';
    expect((await objects.get('cust', 'device', 'tv'))?.data).toEqual({ power: 'on' });
  },

  'has what was written, and its effect, for whoever opens it next': async ({ port: objects, reopen }) => {
    await objects.write('cust', 'device', 'tv', 0, { on: true }, START, 'call/on');
    const again = await reopen();
    expect(await again.get('cust', 'device', 'tv')).toEqual(await objects.get('cust', 'device', 'tv'));
    expect(await again.applied('cust', 'call/on')).toBe(true);
    expect(await again.write('cust', 'device', 'tv', 1, {}, START, 'call/on')).toBe('repeated');
  },
} satisfies Checks<Objects>;

export const objectsContract = contract<Objects, keyof typeof objectsChecks>('objects', objectsChecks);
