import type { Timer } from '@agentic-service-bot/bot/ports';
import { byWords, scriptedModel, type Script, type ScriptedMessage } from '@agentic-service-bot/bot/testing';
import type { Client } from './client.ts';
import { moveIn, ROUTINE } from './home.ts';
import type { Stage } from './stage.ts';

const DAY_MS = 24 * 60 * 60_000;

/** What the model says to a customer's words: its messages, one after the other. */
export type Lines = Readonly<Record<string, readonly ScriptedMessage[]>>;

/** Something that happens between people, the bot and time. */
export interface Scenario {
  readonly name: string;
  /** The customer's service level; `enterprise` where nothing is said. */
  readonly level?: string;
  readonly lines: (scene: Scene) => Lines;
  /** Instead of one model that says the lines: these, of which each gets them to begin with. */
  readonly models?: (lines: Script) => readonly Script[];
  /** What happens while the plants are watered. */
  readonly duringAction?: (scene: Scene) => Promise<void>;
  /** Why what the customer reads may be another after a crash; effects may not. */
  readonly mayReadOtherwise?: string;
  /** What may not have happened, or may not be known to have, where a person was told. */
  readonly mayBeUnknown?: true;
  readonly play: (scene: Scene) => Promise<void>;
}

/** The people of a scenario, and what they do. */
export class Scene {
  readonly stage: Stage;
  readonly ann: Client;
  conversationId = '';
  #operator: Promise<Client> | undefined;

  private constructor(stage: Stage, ann: Client) {
    this.stage = stage;
    this.ann = ann;
  }

  static async begin(stage: Stage, level: string): Promise<Scene> {
    const id = `ann-${stage.world.ports.id()}`;
    await moveIn(stage.world.ports, { id, name: 'Ann', level, timeZone: 'Europe/Berlin' });
    return new Scene(stage, await stage.client(id));
  }

  /** The customer writes, and the bot answers. */
  async say(text: string): Promise<void> {
    await this.write(text);
    await this.stage.settle();
  }

  /** The customer writes; nobody has answered yet. */
  async write(text: string): Promise<void> {
    const known = this.conversationId === '' ? undefined : this.conversationId;
    this.conversationId = await this.ann.write(text, known);
  }

  /** The id of the open approval. */
  get approvalId(): string {
    const approvalId = this.stage.world.seen.last.get(this.conversationId)?.state.approval?.id;
    if (approvalId === undefined) throw new Error('No approval is open.');
    return approvalId;
  }

  /** The customer answers an approval by its buttons: the open one unless another is named. */
  async approve(approved: boolean, approvalId = this.approvalId): Promise<void> {
    await this.tell('approve', { approvalId, approved });
    await this.stage.settle();
  }

  /** The customer is on another level from now on. */
  async becomes(level: string): Promise<void> {
    const { customers } = this.stage.world.ports;
    const customer = await customers.get(this.ann.id);
    if (customer !== undefined) await customers.put({ ...customer, level });
  }

  /** The customer does something else with the conversation. */
  async tell(action: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.ann.send({ action, conversationId: this.conversationId, ...more });
  }

  /** Somebody of customer service does something with the conversation. */
  async operate(action: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    this.#operator ??= this.stage.client(`op-${this.ann.id}`, 'operator');
    const operator = await this.#operator;
    const answer = await operator.send({ action, conversationId: this.conversationId, ...more });
    // Sent again after a crash, it may be done already.
    const isRepeated = answer.type === 'error' && answer.code === 'conflict' && this.stage.crashed;
    if (answer.type === 'error' && !isRepeated) throw new Error(`${action}: ${answer.message}`);
  }

  /** The timers that are set fire, all for one time, each twice: who fires them may die before that is written down. */
  async timers(): Promise<void> {
    const { seen, clock } = this.stage.world;
    clock.advance(DAY_MS);
    const plannedAt = clock.now();
    for (const timer of [...seen.timers.values(), ...seen.timers.values()])
      await this.stage.fire(timer, plannedAt);
  }

  /** The customer's routine fires; again for the same time, where something happens meanwhile. */
  async routine(meanwhile?: () => Promise<void>): Promise<void> {
    const timer: Timer = {
      customerId: this.ann.id,
      id: ROUTINE,
      conversationId: this.conversationId,
      schedule: { at: '07:00', days: ['monday'] },
      timeZone: 'Europe/Berlin',
    };
    const plannedAt = this.stage.world.clock.now();
    await this.stage.fire(timer, plannedAt);
    if (meanwhile === undefined) return;
    await meanwhile();
    await this.stage.fire(timer, plannedAt);
  }
}

/** What happens once, whoever comes by again: the same promise each time. */
export function once(what: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | undefined;
  return () => (begun ??= what());
}

/** The models of a scenario. They say the lines of the scene once it has begun. */
export function modelsOf(scenario: Scenario, scene: () => Scene) {
  let lines: Script | undefined;
  const script: Script = (options, index) => {
    lines ??= byWords(new Map(Object.entries(scenario.lines(scene()))));
    return lines(options, index);
  };
  const scripts = scenario.models?.(script) ?? [script];
  return scripts.map((each, index) => scriptedModel(each, `scripted-${index}`));
}
