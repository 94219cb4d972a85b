import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { openTarget, TEST_TIMEOUT_MS, type OpenTarget } from '../support/target.ts';
import { Client } from './client.ts';
import type { Target } from './target.ts';

export type Level = 'basic' | 'premium' | 'enterprise';

/** The customer whom the service's table promises: on basic, with one speaker. */
export const ONE_SPEAKER = 'cust_001';

/** What the tests of one file share: a target of their own, and clients that are closed and judged. */
export interface Suite {
  readonly target: Target;
  /** Connects as a customer or operator and says hello. */
  join(sub: string): Promise<Client>;
  /** Connects and says nothing. */
  connect(sub: string): Promise<Client>;
  /** Returns the ids of the demo customers who were on a level when first asked. */
  customersOn(level: Level): Promise<readonly string[]>;
  /** Returns the ids of the demo operators. */
  operators(): Promise<readonly string[]>;
}

/** Opens a target for the tests of a file. After each, no frame may have departed from the protocol's page. */
export function useSuite(): Suite {
  let target: OpenTarget | undefined;
  const clients: Client[] = [];
  let levels: ReturnType<typeof levelsOf> | undefined;
  vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS });

  beforeAll(async () => {
    target = await openTarget();
  });
  afterEach(async () => {
    const ended = clients.splice(0);
    await Promise.all(ended.map((client) => client.close()));
    expect(ended.flatMap((client) => client.departures)).toEqual([]);
  });
  afterAll(async () => {
    await target?.close();
  });

  const suite: Suite = {
    get target() {
      if (target === undefined) throw new Error('No target before the tests begin');
      return target;
    },
    async connect(sub) {
      const client = await Client.open(suite.target, await suite.target.mintToken(sub));
      clients.push(client);
      return client;
    },
    async join(sub) {
      const client = await suite.connect(sub);
      await client.request({ action: 'hello' });
      return client;
    },
    async customersOn(level) {
      levels ??= levelsOf(suite);
      return (await levels).filter((customer) => customer.level === level).map(({ id }) => id);
    },
    async operators() {
      return (await suite.target.principals()).operators.map(({ id }) => id);
    },
  };
  return suite;
}

async function levelsOf(suite: Suite): Promise<readonly { id: string; level: string | undefined }[]> {
  const { customers } = await suite.target.principals();
  return await Promise.all(
    customers.map(async ({ id }) => {
      const welcome = await (await suite.connect(id)).request({ action: 'hello' });
      return { id, level: welcome.serviceLevel?.name };
    }),
  );
}
