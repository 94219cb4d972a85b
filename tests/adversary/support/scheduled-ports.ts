import type { LogEntry, Ports } from '@agentic-service-bot/bot/ports';
import type { Scheduler } from 'fast-check';

/** The calls whose order matters between those who share the ports; all others go through at once. */
const RACES: ReadonlyMap<keyof Ports, readonly string[]> = new Map<keyof Ports, readonly string[]>([
  ['log', ['append', 'last', 'after', 'messages']],
  ['ledger', ['intend', 'settle']],
  ['requests', ['claim']],
  ['leases', ['acquire', 'release']],
  ['objects', ['write']],
  ['inbox', ['ring']],
  ['connections', ['send']],
]);

/** A call that is about to be let through. */
export interface Step {
  readonly actor: string;
  readonly port: string;
  readonly method: string;
}

/**
 * The ports as one actor has them, who waits for the scheduler before each call.
 *
 * @param dies asked before each call that waits: from its first yes on, this actor is dead: nothing that it does happens
 *   any more, and nothing answers it.
 */
export function scheduledPorts(
  ports: Ports,
  scheduler: Scheduler,
  actor: string,
  dies: (step: Step) => boolean = () => false,
): Ports {
  let dead = false;
  const wrap = (port: keyof Ports, methods: readonly string[]): unknown =>
    new Proxy(ports[port], {
      get(target, method) {
        const value: unknown = Reflect.get(target, method, target);
        if (typeof value !== 'function' || typeof method !== 'string') return value;
        if (!methods.includes(method)) return value.bind(target) as unknown;
        return async (...args: readonly unknown[]) => {
          dead ||= dies({ actor, port, method });
          if (dead) return new Promise(() => undefined);
          await scheduler.schedule(Promise.resolve(), `${actor}: ${port}.${method}${detail(args[0])}`);
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  const scheduled = [...RACES].map(([port, methods]) => [port, wrap(port, methods)]);
  return { ...ports, ...(Object.fromEntries(scheduled) as Partial<Ports>) };
}

/** What a trace says of a call: of an entry, its number and what it holds. */
function detail(argument: unknown): string {
  if (typeof argument !== 'object' || argument === null || !('frames' in argument)) return '';
  const { seq, frames } = argument as LogEntry;
  const types = frames.map((frame) => (frame.type === 'chunk' ? frame.chunk.type : frame.type));
  return ` ${seq} [${types.join(' ')}]`;
}
