import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { WEEKDAYS } from '@agentic-service-bot/bot/definition';
import { openStore } from '@agentic-service-bot/local';
import { Refused, type Client } from '../../protocol-client/client.ts';
import type { ChunkFrame } from '../../protocol-client/frames.ts';
import { finished } from '../../protocol-client/turn.ts';
import type { MortalServer } from './mortal-server.ts';

/** On premium, with a speaker in the kitchen: talks, and changes plans. */
export const PRIYA = 'cust_002';
/** On enterprise, with routines. */
export const GRACE = 'cust_008';
const OPERATOR = 'op_001';
export const SPEAKER = 'speaker-kitchen';
const ROUTINE = 'louder-every-day';
/** How long after a start the routine is due, milliseconds: when the server is up. */
const DUE_MS = 900;
const MINUTE_MS = 60_000;
/** How long a list may be behind the log after a death, milliseconds, on a busy machine. */
const LISTED_MS = 10_000;
const POLL_MS = 20;

/** What was asked for, and must have come about in the end. */
export interface Expected {
  readonly volumes: Map<string, number>;
  readonly levels: Map<string, string>;
  plansChanged: number;
  routinesFired: number;
}

/** People who live with a server that dies, and what they are entitled to. */
export class Life {
  readonly #server: MortalServer;
  readonly #dataDir: string;
  readonly #conversations = new Map<string, string>();
  readonly expected: Expected = {
    volumes: new Map([
      [PRIYA, 40],
      [GRACE, 35],
    ]),
    levels: new Map([
      [PRIYA, 'premium'],
      [GRACE, 'enterprise'],
    ]),
    plansChanged: 0,
    routinesFired: 0,
  };
  /** Messages that the server has said are accepted, by conversation. */
  readonly accepted = new Map<string, Set<string>>();

  constructor(server: MortalServer, dataDir: string) {
    this.#server = server;
    this.#dataDir = dataDir;
  }

  get database(): string {
    return join(this.#dataDir, 'bot.db');
  }

  conversationOf(sub: string): string {
    const conversationId = this.#conversations.get(sub);
    if (conversationId === undefined) throw new Error(`${sub} has not said anything yet.`);
    return conversationId;
  }

  /** A customer writes, and waits for the answer unless nobody is to give one. */
  async say(sub: string, text: string, isAnswered = true): Promise<string> {
    const requestId = randomUUID();
    return this.#server.survive(async () => {
      const client = await this.#server.client(sub);
      const known = this.#conversations.get(sub);
      const frame = { action: 'sendMessage' as const, requestId, text };
      const { conversationId, messageId } = await client.request(
        known === undefined ? frame : { ...frame, conversationId: known },
      );
      this.#conversations.set(sub, conversationId);
      this.#accept(conversationId, messageId);
      await client.resume(conversationId);
      if (isAnswered) await finished(client, messageId);
      return messageId;
    });
  }

  /** Waits until a message is answered. */
  async answered(sub: string, messageId: string): Promise<void> {
    await this.#server.survive(async () => finished(await this.#following(sub), messageId));
  }

  async louder(sub: string, by: 1 | -1): Promise<void> {
    this.expected.volumes.set(sub, (this.expected.volumes.get(sub) ?? 0) + by);
    await this.say(sub, `turn the kitchen speaker ${by === 1 ? 'up' : 'down'} by 1`);
  }

  /** The same while nobody but a person is to answer. Returns the message. */
  async louderLater(sub: string): Promise<string> {
    this.expected.volumes.set(sub, (this.expected.volumes.get(sub) ?? 0) + 1);
    return this.say(sub, 'turn the kitchen speaker up by 1', false);
  }

  /** Asks for another plan, and answers the question by a button or in words. */
  async changePlan(sub: string, approved: boolean, typed: boolean): Promise<void> {
    const level = this.expected.levels.get(sub) === 'premium' ? 'enterprise' : 'premium';
    if (approved) {
      this.expected.levels.set(sub, level);
      this.expected.plansChanged += 1;
    }
    await this.say(sub, `switch me to the ${level} plan`);
    const approvalId = await this.#server.survive(() => this.#openApproval(sub));
    if (typed) await this.say(sub, approved ? 'yes' : 'no');
    else await this.#approve(sub, approvalId, approved);
    await this.#settled(sub, approvalId);
  }

  async #approve(sub: string, approvalId: string, approved: boolean): Promise<void> {
    const conversationId = this.conversationOf(sub);
    const requestId = randomUUID();
    await this.#server.survive(async () => {
      const client = await this.#server.client(sub);
      const frame = { action: 'approve' as const, requestId, conversationId, approvalId, approved };
      this.#accept(conversationId, (await client.request(frame)).messageId);
    });
  }

  /** Somebody of customer service does something with a customer's conversation. */
  async operate(sub: string, action: 'takeOver' | 'handBack' | 'close'): Promise<void> {
    let again = false;
    await this.#server.survive(async () => {
      const client = await this.#server.client(OPERATOR);
      const isRepeated = again;
      again = true;
      await client.request({ action, conversationId: this.conversationOf(sub) }).catch((error: unknown) => {
        // Asked for again, it may be so already.
        if (!(isRepeated && error instanceof Refused && error.frame.code === 'conflict')) throw error;
      });
    });
  }

  async operatorSays(sub: string, text: string): Promise<void> {
    const requestId = randomUUID();
    const conversationId = this.conversationOf(sub);
    await this.#server.survive(async () => {
      const client = await this.#server.client(OPERATOR);
      const { messageId } = await client.request({ action: 'reply', requestId, conversationId, text });
      this.#accept(conversationId, messageId);
    });
  }

  /** Kills the server, and has a routine of Grace's that turns her speaker up be due soon after it is back. */
  async routineDue(): Promise<void> {
    const conversationId = this.conversationOf(GRACE);
    this.expected.volumes.set(GRACE, (this.expected.volumes.get(GRACE) ?? 0) + 1);
    this.expected.routinesFired += 1;
    this.#server.kill();
    await this.#server.revive(async () => {
      const now = new Date();
      const store = openStore({ path: this.database, now: () => now, id: randomUUID });
      const known = await store.objects.get(GRACE, 'routine', ROUTINE);
      const schedule = { at: '03:00', days: [...WEEKDAYS] };
      const calls = [{ action: 'volume_control', input: { devices: [SPEAKER], change: 'up', step: 1 } }];
      const routine = { name: 'Louder', when: schedule, calls };
      await store.objects.write(GRACE, 'routine', ROUTINE, known?.version ?? 0, routine, now);
      await store.scheduler.set({
        customerId: GRACE,
        id: ROUTINE,
        conversationId,
        schedule,
        timeZone: 'UTC',
      });
      // Each firing has a time of its own, and this one's has come.
      const planned = new Date(now.getTime() - this.expected.routinesFired * MINUTE_MS).toISOString();
      store.database
        .prepare('UPDATE timers SET planned_at = ?, due = ? WHERE customer_id = ? AND id = ?')
        .run(planned, new Date(now.getTime() + DUE_MS).toISOString(), GRACE, ROUTINE);
      store.close();
    });
  }

  /** Waits until the routine has run as often as it was due. */
  async routineRan(): Promise<void> {
    await this.#server.survive(async () => {
      const client = await this.#following(GRACE);
      const ended = new Set<string>();
      const titled = new Set<string>();
      await client.find('the outcome of the routine', (frame) => {
        if (frame.type !== 'chunk') return undefined;
        const { chunk, messageId } = frame;
        if (chunk.type === 'text-delta' && chunk.delta.includes('“Louder”')) titled.add(messageId);
        if (chunk.type === 'finish' && titled.has(messageId)) ended.add(messageId);
        return ended.size >= this.expected.routinesFired ? true : undefined;
      });
    });
  }

  /** Whoever follows a conversation has all of it. */
  async #following(sub: string): Promise<Client> {
    const client = await this.#server.client(sub);
    await client.resume(this.conversationOf(sub));
    return client;
  }

  /** What a customer is asked. After a death the list is behind the log until a worker has come by, for a moment. */
  async #openApproval(sub: string): Promise<string> {
    const client = await this.#server.client(sub);
    const deadline = performance.now() + LISTED_MS;
    for (;;) {
      const { conversations } = await client.request({ action: 'listConversations' });
      const found = conversations.find(({ id }) => id === this.conversationOf(sub))?.approval;
      if (found !== undefined) return found.id;
      if (performance.now() > deadline) throw new Error(`${sub} is asked nothing.`);
      await setTimeout(POLL_MS);
    }
  }

  /** Waits until an answer has been taken up and what it brought about has been told. */
  async #settled(sub: string, approvalId: string): Promise<void> {
    await this.#server.survive(async () => {
      const client = await this.#following(sub);
      let answer: ChunkFrame | undefined;
      await client.find(`the end of ${approvalId}`, (frame) => {
        if (frame.type !== 'chunk') return undefined;
        if (frame.chunk.type === 'tool-approval-response' && frame.chunk.approvalId === approvalId)
          answer = frame;
        if (answer === undefined || frame.messageId !== answer.messageId || frame.seq < answer.seq)
          return undefined;
        return frame.chunk.type === 'finish' ? frame : undefined;
      });
    });
  }

  #accept(conversationId: string, messageId: string): void {
    const known = this.accepted.get(conversationId) ?? new Set();
    this.accepted.set(conversationId, known.add(messageId));
  }
}
