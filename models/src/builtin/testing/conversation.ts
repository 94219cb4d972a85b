import {
  denied,
  failed,
  type ActionContext,
  type Customer,
  type JsonObject,
  type Outcome,
  type ReadContext,
  type ServiceDefinition,
  type StoredObject,
} from '@agentic-service-bot/bot/definition';
import type { LanguageModelV4, LanguageModelV4Prompt } from '@ai-sdk/provider';

/** A call that the model made, with what became of it. */
export interface MadeCall {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly outcome: Outcome | { status: 'waiting'; reason: string };
}

export interface Answered {
  readonly calls: readonly MadeCall[];
  readonly text: string;
}

type Stored = { kind: string; id: string; data: JsonObject };

/** A customer who talks to a model, with a service's actions run on objects in memory. */
export class Conversation {
  customer: Customer;
  readonly service: ServiceDefinition;
  readonly #model: LanguageModelV4;
  readonly #now: Date;
  readonly #objects = new Map<string, StoredObject>();
  readonly #prompt: LanguageModelV4Prompt = [];
  #ids = 0;

  constructor(
    model: LanguageModelV4,
    service: ServiceDefinition,
    customer: Customer,
    objects: readonly Stored[],
    now = new Date('2026-03-02T17:40:00Z'),
  ) {
    this.#model = model;
    this.service = service;
    this.customer = customer;
    this.#now = now;
    for (const { kind, id, data } of objects)
      this.#objects.set(`${kind}/${id}`, { kind, id, data, version: 1, createdAt: '' });
  }

  /** Says something, lets the model call what it will, and returns what it said in the end. */
  async say(text: string): Promise<Answered> {
    this.#prompt.push({ role: 'user', content: [{ type: 'text', text }] });
    return this.#answer();
  }

  /** Says yes to the call that waits, and returns what the model said to that. */
  async approve(): Promise<Answered> {
    const message = this.#prompt.pop();
    const [waiting] = message?.role === 'tool' ? message.content : [];
    const asked = this.#prompt.at(-1)?.content;
    const call = Array.isArray(asked) ? asked.find((part) => part.type === 'tool-call') : undefined;
    if (waiting?.type !== 'tool-result' || call === undefined) throw new Error('No call waits.');
    const input = call.input as Record<string, unknown>;
    const outcome = await this.service.actions.get(call.toolName)?.run(input, this.#context());
    const output = { type: 'json' as const, value: JSON.parse(JSON.stringify(outcome)) };
    this.#prompt.push({ role: 'tool', content: [{ ...waiting, output }] });
    return this.#answer();
  }

  async #answer(): Promise<Answered> {
    const calls: MadeCall[] = [];
    for (let step = 0; step < 4; step += 1) {
      const { content } = await this.#model.doGenerate({
        prompt: [{ role: 'system', content: this.service.instructions }, ...this.#prompt],
        tools: [...this.service.actions.values()].map(({ name }) => ({
          type: 'function' as const,
          name,
          inputSchema: {},
        })),
        providerOptions: { builtin: await this.#situation() },
      });
      const words = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
      const made = content.filter((part) => part.type === 'tool-call');
      const parsed = made.map((part) => ({
        ...part,
        input: JSON.parse(part.input) as Record<string, unknown>,
      }));
      this.#prompt.push({
        role: 'assistant',
        content: [
          ...(words === '' ? [] : [{ type: 'text' as const, text: words }]),
          ...parsed.map(({ toolCallId, toolName, input }) => ({
            type: 'tool-call' as const,
            toolCallId,
            toolName,
            input,
          })),
        ],
      });
      if (parsed.length === 0) return { calls, text: words };
      for (const { toolCallId, toolName, input } of parsed) {
        const outcome = await this.#run(toolName, input);
        calls.push({ name: toolName, input, outcome });
        const output = { type: 'json' as const, value: JSON.parse(JSON.stringify(outcome)) };
        this.#prompt.push({ role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName, output }] });
      }
      // A call that waits for the customer's yes ends the turn.
      if (calls.some(({ outcome }) => outcome.status === 'waiting')) return { calls, text: '' };
    }
    throw new Error('The model goes on calling.');
  }

  async #situation() {
    const objects = await this.service.nameables(this.#context());
    const { name, level, timeZone } = this.customer;
    return JSON.parse(
      JSON.stringify({ customer: { name, level, timeZone }, now: this.#now.toISOString(), objects }),
    ) as JsonObject & Record<string, never>;
  }

  async #run(name: string, input: Record<string, unknown>): Promise<MadeCall['outcome']> {
    const action = this.service.actions.get(name);
    if (action === undefined) return failed('There is no such action.');
    const rank = (level: string) => this.service.levels.findIndex((each) => each.name === level);
    if (rank(this.customer.level) < rank(action.level))
      return denied(`“${action.title}” needs more; this customer is on less.`, {
        requiredLevel: action.level,
      });
    const parsed = action.input.parse(input);
    const context = this.#context();
    const limited = await action.authorize?.(parsed, context);
    if (limited !== undefined) return limited;
    if (action.approval !== undefined)
      return { status: 'waiting', reason: 'It waits for the customer’s yes.' };
    return action.run(parsed, context);
  }

  #context(): ActionContext & ReadContext {
    return {
      customer: this.customer,
      service: this.service,
      now: this.#now,
      conversationId: 'c1',
      signal: new AbortController().signal,
      id: (name) => `${name}-${String((this.#ids += 1))}`,
      changeLevel: async (level) => {
        this.customer = { ...this.customer, level };
      },
      requestHuman: () => undefined,
      billing: {
        changePlan: async (level) => ({ reference: 'b1', level, note: 'Nothing was charged.' }),
        find: async () => undefined,
      },
      timers: { set: async () => undefined, cancel: async () => undefined },
      objects: {
        get: async (kind, id) => this.#objects.get(`${kind}/${id}`),
        list: async (kind) => [...this.#objects.values()].filter((object) => object.kind === kind),
        applied: async () => false,
        write: async (kind, id, expected, data) => {
          const key = `${kind}/${id}`;
          if ((this.#objects.get(key)?.version ?? 0) !== expected) return 'conflict';
          if (data === null) this.#objects.delete(key);
          else this.#objects.set(key, { kind, id, data, version: expected + 1, createdAt: '' });
          return 'written';
        },
      },
    };
  }
}
