import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { dynamoStore, type DynamoStore } from '@agentic-service-bot/aws';
import { TABLES, type TableName } from '@agentic-service-bot/aws/tables';
import type { Json } from '@agentic-service-bot/bot/definition';
import type { Message } from '@agentic-service-bot/protocol';
import { moveIn } from '../../faults/home.ts';
import { conversationFaults, type Violation } from '../../faults/invariants.ts';
import { entriesOf, messagesOf, recordsOf } from '../../faults/snapshot.ts';
import { dynamoClient } from '../../support/aws/tables.ts';
import type { Cloud } from '../cloud.ts';
import { StubbornClient } from './stubborn-client.ts';

/** Longer than a message is hidden from whoever polls, and than Lambda waits before it tries again. */
const HIDDEN_MS = 125_000;
/** How often the clock may have to be moved on until all has come to rest. */
const ROUNDS = 20;

/** What a scenario has brought about, without ids, times and words. */
export interface Outcome {
  readonly effects: Json;
  readonly messages: readonly string[];
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
        atRest: () => this.#atRest(),
      });
    this.#customer = client(id, {});
    this.#operator = client(`op-${id}`, { 'cognito:groups': ['operators'] });
  }

  static async open(cloud: Cloud): Promise<Town> {
    const id = `ann-${randomUUID()}`;
    const now = () => new Date(cloud.clock.now());
    const client = dynamoClient(cloud.dynamodb);
    const tables = Object.fromEntries(
      (Object.keys(TABLES) as TableName[]).map((name) => [name, `${cloud.place.stack}-${name}`]),
    );
    const store = dynamoStore({ client, tables, now, id: randomUUID, retentionDays: undefined });
    await moveIn({ ...store, now }, { id, name: 'Ann', level: 'enterprise', timeZone: 'Europe/Berlin' });
    return new Town(cloud, store, id);
  }

  /** The customer writes, and the bot answers. */
  async say(text: string): Promise<void> {
    await this.write(text);
    await this.settle();
  }

  /** The customer writes; nobody may have answered yet. */
  async write(text: string): Promise<void> {
    const more = this.#conversationId === undefined ? {} : { conversationId: this.#conversationId };
    const answer = await this.#customer.send({ action: 'sendMessage', text, ...more });
    if (answer.type !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(answer)}`);
    this.#conversationId = answer.conversationId;
    this.#conversations.add(answer.conversationId);
    this.#accepted.push(answer.messageId);
  }

  /** The customer says yes to what is asked. */
  async approve(): Promise<void> {
    const state = (await this.#entries()).at(-1)?.state;
    if (state?.approval === undefined) throw new Error('Nothing is asked.');
    const approvalId = state.approval.id;
    await this.#customer.send({
      action: 'approve',
      conversationId: this.#conversationId,
      approvalId,
      approved: true,
    });
    this.#approvals += 1;
    await this.settle();
  }

  /** Somebody of customer service does something with the conversation. */
  async operate(action: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const answer = await this.#operator.send({ action, conversationId: this.#conversationId, ...more });
    // Sent again after a crash, it may be done already.
    if (answer.type === 'error' && answer.code !== 'conflict')
      throw new Error(`${action}: ${answer.message}`);
  }

  /** The newest schedule in the cloud fires. */
  async fire(): Promise<void> {
    const newest = [...this.#cloud.scheduler.schedules.keys()]
      .filter((name) => name.includes('-routines/'))
      .at(-1);
    if (newest === undefined) throw new Error('No schedule is set.');
    await this.#cloud.scheduler.fire(newest);
    await this.settle();
  }

  /** Waits until nothing is left to do, and moves the clock on where something waits for it. */
  async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      await this.#atRest();
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
    return {
      effects: {
        devices: await data('device'),
        routines: (await data('routine')).length,
        level: (await this.#store.customers.get(id))?.level ?? '',
        approvals: this.#approvals,
        status: entries.at(-1)?.state.status ?? '',
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

  close(): void {
    this.#customer.close();
    this.#operator.close();
  }

  async #entries() {
    return await entriesOf(this.#store, this.#conversationId ?? '');
  }

  /** Waits until no function runs and none is about to: twice in a row, as a message is nowhere for a moment. */
  async #atRest(): Promise<void> {
    for (let calm = 0; calm < 2;) {
      await setTimeout(5);
      calm = this.#cloud.isWorking || this.#cloud.hasReady ? 0 : calm + 1;
    }
  }
}

/** A part of a message without what is of the moment: a call with what became of it, or that something was said. */
function deed(part: Message['parts'][number]): string[] {
  if (part.type === 'text') return part.text === '' ? [] : ['words'];
  if (!('toolCallId' in part)) return [];
  const output = 'output' in part ? (part.output as { status?: string } | undefined) : undefined;
  return [`${part.type}: ${output?.status ?? part.state}`];
}
