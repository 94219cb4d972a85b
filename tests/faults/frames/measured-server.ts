/**
 * The server on one machine, as a process that its parent can ask how it is: `node --expose-gc measured-server.ts DATA_DIR`.
 * Its time runs faster, so that the limits on frames a second do not hide what is behind them.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { readConfig, startServer } from '@agentic-service-bot/local';
import { builtinModel } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';

const TIMES_FASTER = 5;
const COLLECTIONS = 5;
const COPIES = 20;

/** How the server is, when all that can be collected has been. */
export interface Measure {
  /** Bytes. */
  readonly heap: number;
  /** What keeps the process: sockets, timers, pipes, each with how many there are. */
  readonly handles: Readonly<Record<string, number>>;
  /** Faults that it has reported so far. */
  readonly faults: readonly string[];
}

const faults: string[] = [];
const began = Date.now();
const [dataDir, leak] = process.argv.slice(2);
/** What a seeded leak holds on to. */
const leaked: unknown[] = [];

/** Holds on to some kilobytes and a timer for a frame: the test must notice. */
function seededLeak(): void {
  leaked.push(Array.from({ length: 512 }, (_, index) => ({ index })));
  setTimeout(() => undefined, 2 ** 31 - 1);
}

async function measure(): Promise<Measure> {
  for (let collection = 0; collection < COLLECTIONS; collection++) {
    await setImmediate();
    globalThis.gc?.();
  }
  const handles: Record<string, number> = {};
  for (const handle of process.getActiveResourcesInfo()) handles[handle] = (handles[handle] ?? 0) + 1;
  return { heap: process.memoryUsage().heapUsed, handles, faults };
}

/** Every demo customer as often as that, each with a home of their own: nobody has to say too much in a minute. */
const customers = Array.from({ length: COPIES }, (_, copy) =>
  smartHome.demo.customers.map((customer) => ({
    ...customer,
    id: `${customer.id}${copy === 0 ? '' : `_${copy}`}`,
  })),
).flat();

const server = await startServer({
  config: readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' }),
  service: { ...smartHome, demo: { ...smartHome.demo, customers } },
  models: [builtinModel(smartHome)],
  telemetry: {
    report: (event) => {
      if (event.type === 'fault') faults.push(JSON.stringify(event));
      if (event.type === 'frame' && leak === 'leaking') seededLeak();
    },
  },
  write: () => undefined,
  fetch,
  now: () => new Date(began + (Date.now() - began) * TIMES_FASTER),
  id: () => randomBytes(16).toString('base64url'),
});
process.on('message', () => void measure().then((found) => process.send?.(found)));
process.send?.(server.url);
