import type { Ports } from '@agentic-service-bot/bot/ports';

/** Where a process dies: at its n-th use of a port (from 0), before that has its effect or right after. */
export interface CrashPoint {
  readonly step: number;
  readonly moment: 'before' | 'after';
}

/** Never resolves. Fresh each time, so that what waits for it can be collected. */
const forever = <T>(): Promise<T> => new Promise(() => undefined);

/**
 * The ports of one process that can die. Each use of a port is a step. Once the process has died nothing that it began
 * comes back and nothing that it tries has an effect: its code just stops where it is, as under `kill -9`.
 */
export class MortalPorts {
  /** Give these to the process. */
  readonly ports: Ports;
  /** What it has used so far: `log.append`, `ledger.intend`, … */
  readonly steps: string[] = [];
  /** Resolves when it dies. */
  readonly died: Promise<void>;
  readonly #crash: CrashPoint | undefined;
  readonly #die: () => void;
  #dead = false;

  constructor(ports: Ports, crash?: CrashPoint) {
    this.#crash = crash;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.died = promise;
    this.#die = () => {
      this.#dead = true;
      resolve(undefined);
    };
    this.ports = {
      log: this.#mortal('log', ports.log),
      conversations: this.#mortal('conversations', ports.conversations),
      customers: this.#mortal('customers', ports.customers),
      requests: this.#mortal('requests', ports.requests),
      ledger: this.#mortal('ledger', ports.ledger),
      leases: this.#mortal('leases', ports.leases),
      budgets: this.#mortal('budgets', ports.budgets),
      objects: this.#mortal('objects', ports.objects),
      inbox: this.#mortal('inbox', ports.inbox),
      connections: this.#mortal('connections', ports.connections),
      scheduler: this.#mortal('scheduler', ports.scheduler),
      billing: this.#mortal('billing', ports.billing),
      pauses: this.#mortal('pauses', ports.pauses),
      alerts: this.#mortal('alerts', ports.alerts),
      telemetry: ports.telemetry,
      now: ports.now,
      id: ports.id,
    };
  }

  #mortal<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, method) => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        const call = value as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => this.#use(`${name}.${String(method)}`, () => call.apply(target, args));
      },
    });
  }

  async #use<T>(step: string, call: () => Promise<T>): Promise<T> {
    if (this.#dead) return forever();
    const dies = this.steps.length === this.#crash?.step;
    this.steps.push(step);
    if (dies && this.#crash.moment === 'before') {
      this.#die();
      return forever();
    }
    const answer = await call().then(
      (value) => () => value,
      (error: unknown) => (): T => {
        throw error;
      },
    );
    if (dies) this.#die();
    // What was under way when it died may have had its effect; it just never hears of it.
    return this.#isDead() ? forever() : answer();
  }

  #isDead(): boolean {
    return this.#dead;
  }
}
