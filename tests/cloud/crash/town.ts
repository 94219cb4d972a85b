import { randomUUID } from 'node:crypto';
import { dynamoStore, type DynamoStore } from '@agentic-service-bot/aws';
import { TABLES, type TableName } from '@agentic-service-bot/aws/tables';
import type { Json } from '@agentic-service-bot/bot/definition';
import type { Message } from '@agentic-service-bot/protocol';
import { moveIn } from '../../faults/home.ts';
import { conversationFaults, type Violation } from '../../faults/invariants.ts';
import { entriesOf, messagesOf, recordsOf } from '../../faults/snapshot.ts';
import {
  startScriptedProvider,
  type Script,
  type ScriptedProvider,
} from '../../models/scripted-provider/server.ts';
import { dynamoClient } from '../../support/aws/tables.ts';
import type { Cloud } from '../cloud.ts';
import { StubbornClient } from './stubborn-client.ts';

/** Longer than a message is hidden from whoever polls, and than Lambda waits before it tries again. */
const HIDDEN_MS = 125_000;
/** Longer than functions remember a secret. */
const FORGOTTEN_MS = 301_000;
/** How often the clock may have to be moved on until all has come to rest. */
const ROUNDS = 40;

/** What a scenario has brought about, without ids, times and words. */
export interface Outcome {
  readonly effects: Json;
  readonly messages: readonly string[];
}

/** What the cloud's tables hold. */
export function storeOf(cloud: Cloud): DynamoStore {
  const tables = Object.fromEntries(
    (Object.keys(TABLES) as TableName[]).map((name) => [name, `${cloud.place.stack}-${name}`]),
  );
  return dynamoStore({
    client: dynamoClient(cloud.dynamodb),
    tables,
    now: () => new Date(cloud.clock.now()),
    id: randomUUID,
    retentionDays: undefined,
  });
}

/** A customer with a home of their own in the cloud, and an operator. */
export class Town {
  readonly #cloud: Cloud;
  readonly #store: DynamoStore;
  readonly #customer: StubbornClient;
  readonly #operator: StubbornClient;
  readonly #accepted: string[] = [];
  readonly #conversations = new Set<string>();
  #conversationId: string | undefined;
  #approvals = 0;
  #meanwhile: (() => Promise<void>) | undefined;
  #wrong: unknown;
  #provider: ScriptedProvider | undefined;

  private constructor(cloud: Cloud, store: DynamoStore, id: string) {
    this.#cloud = cloud;
    this.#store = store;
    const client = (sub: string, groups: Readonly<Record<string, unknown>>) =>
      new StubbornClient(sub, {
        url: cloud.gateway.url,
        token: () =>
          cloud.issuer.sign(
            { sub, name: `Name of ${sub}`, ...groups },
            Math.floor(cloud.clock.now() / 1_000),
          ),
        rest: () => cloud.rest(),
      });
    this.#customer = client(id, {});
    this.#operator = client(`op-${id}`, { 'cognito:groups': ['operators'] });
  }

  static async open(cloud: Cloud): Promise<Town> {
    // Whatever was read for another town is read again for this one, so that all make the same calls.
    cloud.clock.advance(FORGOTTEN_MS);
    await cloud.rest();
    const id = `ann-${randomUUID()}`;
    const store = storeOf(cloud);
    const now = () => new Date(cloud.clock.now());
    await moveIn({ ...store, now }, { id, name: 'Ann', level: 'enterprise', timeZone: 'Europe/Berlin' });
    return new Town(cloud, store, id);
  }

  /** The conversation, once the customer has written. */
  get conversationId(): string {
    return this.#conversationId ?? '';
  }

  /** The customer writes, and the bot answers. */
  async say(text: string): Promise<void> {
    await this.write(text);
    await this.settle();
  }

  /** The customer writes; nobody may have answered yet. */
  async write(text: string, isMeanwhile = false): Promise<void> {
    const more = this.#conversationId === undefined ? {} : { conversationId: this.#conversationId };
    const answer = await this.#customer.send({ action: 'sendMessage', text, ...more }, isMeanwhile);
    if (answer.type !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(answer)}`);
    this.#conversationId = answer.conversationId;
    this.#conversations.add(answer.conversationId);
    this.#accepted.push(answer.messageId);
  }

  /** The customer says yes or no to what is asked. */
  async approve(approved: boolean): Promise<void> {
    const state = (await this.#entries()).at(-1)?.state;
    if (state?.approval === undefined) throw new Error('Nothing is asked.');
    await this.tell('approve', { approvalId: state.approval.id, approved });
    this.#approvals += 1;
    await this.settle();
  }

  /** The customer does something else with the conversation. */
  async tell(
    action: string,
    more: Readonly<Record<string, unknown>> = {},
    isMeanwhile = false,
  ): Promise<void> {
    const answer = await this.#customer.send(
      { action, conversationId: this.#conversationId, ...more },
      isMeanwhile,
    );
    if (answer.type === 'error') throw new Error(`${action}: ${answer.message}`);
  }

  /** Somebody of customer service does something with the conversation. */
  async operate(action: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const answer = await this.#operator.send({ action, conversationId: this.#conversationId, ...more });
    // Sent again after a crash, it may be done already.
    if (answer.type === 'error' && answer.code !== 'conflict')
      throw new Error(`${action}: ${answer.message}`);
  }

  /** The customer is on another level from now on. */
  async becomes(level: string): Promise<void> {
    const customer = await this.#store.customers.get(this.#customer.id);
    if (customer !== undefined) await this.#store.customers.put({ ...customer, level });
    // Functions may go by what they read of a customer a moment ago.
    this.#cloud.clock.advance(HIDDEN_MS);
    await this.#cloud.rest();
  }

  /** Before the built-in model another one is asked, of a provider that does what the script says. */
  async asks(script: Script): Promise<void> {
    this.#provider = await startScriptedProvider();
    this.#provider.play(script);
    const { MODEL, OPENAI_COMPATIBLE_BASE_URL } = this.#provider.settings('openai-compatible');
    this.#secret = { MODEL, OPENAI_COMPATIBLE_BASE_URL };
  }

  /** The customer writes, and `what` happens when an action of the reply is about to take effect for the first time. */
  async sayAnd(text: string, what: () => Promise<void>): Promise<void> {
    const written = this.write(text, true);
    this.#meanwhile = () => written.then(what);
    await written;
    await this.settle();
  }

  /** Told that a worker is about to write an effect. */
  async acts(): Promise<void> {
    const meanwhile = this.#meanwhile;
    this.#meanwhile = undefined;
    await meanwhile?.().catch((error: unknown) => (this.#wrong = error));
  }

  /** The customer's schedule in the cloud fires, and again for the same time: it is delivered at least once. */
  async fire(): Promise<void> {
    const [name] = this.#schedules();
    if (name === undefined) throw new Error('No schedule is set.');
    const plannedAt = new Date(this.#cloud.clock.now());
    for (const _ of ['once', 'again']) {
      await this.#cloud.scheduler.fire(name, plannedAt);
      await this.settle();
    }
  }

  /** Waits until nothing is left to do, and moves the clock on where something waits for it. */
  async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      await this.#cloud.rest();
      if (this.#wrong !== undefined)
        throw new Error('What was to happen meanwhile failed.', { cause: this.#wrong });
      if (!this.#cloud.isBusy) return;
      this.#cloud.clock.advance(HIDDEN_MS);
    }
    throw new Error('It does not come to rest.');
  }

  /** What came of it all. */
  async outcome(): Promise<Outcome> {
    const { id } = this.#customer;
    const data = async (kind: string): Promise<string[]> =>
      (await this.#store.objects.list(id, kind)).map((each) => JSON.stringify(each.data)).sort();
    const entries = await this.#entries();
    const handOffs = entries.filter(
      ({ frames, state }) => state.status === 'waiting' && frames.some(({ type }) => type === 'conversation'),
    );
    const ends = entries.flatMap(({ frames }) =>
      frames.flatMap((frame) =>
        frame.type === 'chunk' && ['finish', 'abort'].includes(frame.chunk.type) ? [frame.chunk.type] : [],
      ),
    );
    return {
      effects: {
        devices: await data('device'),
        routines: (await data('routine')).length,
        level: (await this.#store.customers.get(id))?.level ?? '',
        approvals: this.#approvals,
        status: entries.at(-1)?.state.status ?? '',
        handOffs: handOffs.length,
        end: ends.at(-1) ?? '',
      },
      messages: messagesOf(entries).map(({ metadata, parts }) =>
        [metadata.author, ...parts.flatMap(deed)].join(', '),
      ),
    };
  }

  /** What is wrong with what is stored. */
  async violations(): Promise<readonly Violation[]> {
    const found: Violation[] = [];
    for (const conversationId of this.#conversations) {
      const entries = await entriesOf(this.#store, conversationId);
      const records = await recordsOf(this.#store, conversationId);
      found.push(...conversationFaults(entries, records, this.#accepted));
    }
    return found;
  }

  /** Everybody leaves, and nothing of theirs is left that happens by itself. */
  async close(): Promise<void> {
    for (const name of this.#schedules()) this.#cloud.scheduler.delete(name);
    await Promise.all([this.#customer.close(), this.#operator.close()]);
    await this.settle();
    if (this.#provider === undefined) return;
    this.#secret = {};
    await this.#provider.close();
  }

  set #secret(settings: Readonly<Record<string, unknown>>) {
    const { place, secrets, definitions } = this.#cloud;
    const id = definitions.get(`${place.stack}-work`)?.environment['MODEL_SECRET'];
    if (id === undefined) throw new Error('The worker has no secret.');
    secrets.put(id, JSON.stringify(settings));
  }

  #schedules(): string[] {
    return [...this.#cloud.scheduler.schedules].flatMap(([name, { Target }]) =>
      Target.Input?.includes(this.#customer.id) === true ? [name] : [],
    );
  }

  async #entries() {
    return await entriesOf(this.#store, this.conversationId);
  }
}

/** A part of a message without what is of the moment: a call with what became of it, or that something was said. */
function deed(part: Message['parts'][number]): string[] {
  if (part.type === 'text') return part.text === '' ? [] : ['words'];
  if (!('toolCallId' in part)) return [];
  const output = 'output' in part ? (part.output as { status?: string } | undefined) : undefined;
  return [`${part.type}: ${output?.status ?? part.state}`];
}
