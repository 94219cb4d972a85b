import type { World } from './world.ts';

/**
 * Worlds on stores of one kind: `sqlite-worlds.ts`, `dynamo-worlds.ts`. The suites of this folder are written against the ports and
 * know no more of the stores than this, so that other adapters run them unchanged:
 *
 *     describe('whenever the process dies, on DynamoDB', () => {
 *       crashPointSuite('on DynamoDB', dynamoWorlds, { every: 97, pairs: 0 });
 *     });
 *
 * `open` gives `worldOn` (`world.ts`) the ports of its stores, a clock and a source of ids; what is not given is kept in
 * memory. Each world is to begin with nothing in it, be it tables of its own or, as in `sqlite-worlds.ts`, other ids and
 * another week. The stores outlive every process of a world; the bell of the inbox and the sockets are the harness's.
 */
export interface Worlds {
  open(): Promise<World>;
  /** Removes all that was opened. */
  close(): Promise<void>;
}
