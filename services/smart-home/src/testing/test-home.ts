import {
  denied,
  failed,
  objectIdsIn,
  type ActionContext,
  type AnyAction,
  type BillingRecord,
  type Customer,
  type DemoCustomer,
  type JsonObject,
  type Outcome,
  type Schedule,
  type ServiceDefinition,
  type StoredObject,
} from '@agentic-service-bot/bot/definition';
import { smartHome } from '../index.ts';

/** Thrown where a test lets the process die. */
export class Crash extends Error {}

interface Options {
  readonly level?: string;
  readonly objects?: DemoCustomer['objects'];
  readonly now?: string;
  readonly timeZone?: string;
  readonly service?: ServiceDefinition;
}

/** One customer's home in memory, with what an action may use; it can be made to conflict and to crash. */
export class TestHome {
  customer: Customer;
  readonly service: ServiceDefinition;
  readonly now: Date;
  readonly timers = new Map<string, Schedule>();
  readonly billed = new Map<string, BillingRecord>();
  readonly handOffs: string[] = [];
  /** Called before each write; may write itself, to be a second writer. */
  beforeWrite: (kind: string, id: string) => void = () => undefined;
  /** How many more uses of a port succeed. */
  usesLeft = Infinity;
  /** Whether the use that crashes has its effect all the same. */
  crashesLate = false;

  readonly #objects = new Map<string, StoredObject>();
  readonly #effects = new Set<string>();

  constructor({ level = 'enterprise', objects = [], now, timeZone, service }: Options = {}) {
    this.customer = { id: 'cust_test', name: 'Test', level, timeZone: timeZone ?? 'Europe/Berlin' };
    this.service = service ?? smartHome;
    this.now = new Date(now ?? '2026-05-04T10:00:00Z');
    for (const { kind, id, data } of objects) this.put(kind, id, data);
  }

  static of(customer: DemoCustomer): TestHome {
    return new TestHome(customer);
  }

  /** Writes without a condition, as another writer would. */
  put(kind: string, id: string, data: JsonObject): void {
    const version = (this.#objects.get(`${kind}/${id}`)?.version ?? 0) + 1;
    this.#objects.set(`${kind}/${id}`, {
      kind,
      id,
      version,
      data: structuredClone<JsonObject>(data),
      createdAt: this.now.toISOString(),
    });
  }

  remove(kind: string, id: string): void {
    this.#objects.delete(`${kind}/${id}`);
  }

  data(kind: string, id: string): JsonObject | undefined {
    return this.#objects.get(`${kind}/${id}`)?.data;
  }

  /** The state of a device. */
  state(id: string): unknown {
    return this.data('device', id)?.['state'];
  }

  /** All that lasts, for comparison. */
  snapshot(): unknown {
    return {
      objects: [...this.#objects].map(([key, { data }]) => [key, data]),
      timers: [...this.timers],
      level: this.customer.level,
      billed: this.billed.size,
    };
  }

  /** What call `call` may use. */
  context(call = 'call'): ActionContext {
    const list = (kind: string) => [...this.#objects.values()].filter((stored) => stored.kind === kind);
    return {
      customer: this.customer,
      service: this.service,
      now: this.now,
      conversationId: 'conversation',
      signal: new AbortController().signal,
      id: (name) => `${name}-${call}`,
      objects: {
        get: async (kind, id) => this.#use(() => this.#objects.get(`${kind}/${id}`)),
        list: async (kind) => this.#use(() => list(kind)),
        applied: async (effect) => this.#use(() => this.#effects.has(`${call}/${effect}`)),
        write: async (kind, id, expected, data, effect) =>
          this.#use(() => {
            this.beforeWrite(kind, id);
            if (effect !== undefined && this.#effects.has(`${call}/${effect}`)) return 'repeated';
            if ((this.#objects.get(`${kind}/${id}`)?.version ?? 0) !== expected) return 'conflict';
            if (data === null) this.remove(kind, id);
            else this.put(kind, id, data);
            if (effect !== undefined) this.#effects.add(`${call}/${effect}`);
            return 'written';
          }),
      },
      billing: {
        changePlan: async (level, effect) =>
          this.#use(() => {
            const key = `${call}/${effect}`;
            const record = this.billed.get(key) ?? {
              reference: `bill-${this.billed.size + 1}`,
              level,
              note: 'Demo: no money moves.',
            };
            this.billed.set(key, record);
            return record;
          }),
        find: async (effect) => this.#use(() => this.billed.get(`${call}/${effect}`)),
      },
      timers: {
        set: async (id, schedule) => this.#use(() => void this.timers.set(id, schedule)),
        cancel: async (id) => this.#use(() => void this.timers.delete(id)),
      },
      changeLevel: async (level) => this.#use(() => void (this.customer = { ...this.customer, level })),
      requestHuman: (reason) => void this.handOffs.push(reason),
    };
  }

  /** Makes a call as the choke point does: level, input, ownership, limits, then the action itself. */
  async perform(name: string, input: JsonObject, call = 'call'): Promise<Outcome> {
    const action = this.action(name);
    const rank = (level: string) => this.service.levels.findIndex((candidate) => candidate.name === level);
    if (rank(this.customer.level) < rank(action.level)) return denied('', { requiredLevel: action.level });
    const parsed = action.input.safeParse(input);
    if (!parsed.success) return failed(parsed.error.message);
    for (const { kind, id } of objectIdsIn(action.input, parsed.data)) {
      if (this.data(kind, id) === undefined) return failed(`no such ${kind}`);
    }
    const context = this.context(call);
    return (await action.authorize?.(parsed.data, context)) ?? action.run(parsed.data, context);
  }

  /** Makes a call and tells what the customer reads. */
  async say(name: string, input: JsonObject, call = 'call'): Promise<string> {
    const outcome = await this.perform(name, input, call);
    return outcome.status === 'done'
      ? this.action(name).receipt(outcome.result, input)
      : `${outcome.status}: ${outcome.reason}`;
  }

  /** Makes a begun call once more, as the choke point does after a crash. */
  async recover(name: string, input: JsonObject, call = 'call'): Promise<Outcome> {
    const action = this.action(name);
    const parsed = action.input.parse(input);
    const effect = typeof action.effect === 'function' ? action.effect(parsed) : action.effect;
    const context = this.context(call);
    const checked = effect === 'once' ? ((await action.check?.(parsed, context)) ?? 'unknown') : 'not-done';
    if (checked === 'unknown') return { status: 'unknown', reason: '' };
    return checked === 'not-done' ? action.run(parsed, context) : checked;
  }

  /** What the customer is asked before the call. */
  async approval(name: string, input: JsonObject): Promise<string | undefined> {
    return this.action(name).approval?.(input, this.context());
  }

  action(name: string): AnyAction {
    const action = this.service.actions.get(name);
    if (action === undefined) throw new Error(`There is no action ${name}.`);
    return action;
  }

  #use<T>(effect: () => T): T {
    if (this.usesLeft === 0) {
      this.usesLeft = Infinity;
      if (this.crashesLate) effect();
      throw new Crash();
    }
    this.usesLeft -= 1;
    return effect();
  }
}
