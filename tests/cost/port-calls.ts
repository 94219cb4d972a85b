import type { Ports } from '@agentic-service-bot/bot/ports';

/** How often each port was called: `log.append` → 3. */
export type Calls = ReadonlyMap<string, number>;

/** Ports that count their calls. */
export class CountingPorts {
  readonly ports: Ports;
  #calls = new Map<string, number>();

  constructor(ports: Ports) {
    const counted = Object.entries(ports).map(([name, port]) => [name, this.#counted(name, port)] as const);
    this.ports = Object.fromEntries(counted) as unknown as Ports;
  }

  /** What was called since it was last asked. */
  take(): Calls {
    const calls = this.#calls;
    this.#calls = new Map();
    return new Map([...calls].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #counted(name: string, port: unknown): unknown {
    // The clock, ids and telemetry cost nothing.
    if (typeof port !== 'object' || port === null || name === 'telemetry') return port;
    return new Proxy(port, {
      get: (target, method) => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          const key = `${name}.${String(method)}`;
          this.#calls.set(key, (this.#calls.get(key) ?? 0) + 1);
          return Reflect.apply(value, target, args);
        };
      },
    });
  }
}
