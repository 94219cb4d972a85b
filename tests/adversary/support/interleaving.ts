import { createBot, type Bot, type Identity } from '@agentic-service-bot/bot';
import type { Ports } from '@agentic-service-bot/bot/ports';
import {
  byWords,
  countingIds,
  ManualClock,
  memoryPorts,
  scriptedModel,
  type MemoryPorts,
  type MemorySocket,
  type ScriptedMessage,
} from '@agentic-service-bot/bot/testing';
import type { ServerFrame } from '@agentic-service-bot/protocol';
import { smartHome } from '@agentic-service-bot/smart-home';
import fc, { type Scheduler } from 'fast-check';
import { raceFaults } from './race-checks.ts';
import { scheduledPorts } from './scheduled-ports.ts';

const CUSTOMER_ACTS = [
  'up',
  'remove',
  'talk',
  'person',
  'yes',
  'no',
  'cancel',
  'approve',
  'ask for a person',
] as const;
const OPERATOR_ACTS = ['takeOver', 'reply', 'handBack', 'close'] as const;

/** Who does what, each in their own order; the scheduler decides how it falls together. */
export interface Race {
  readonly laptop: readonly (typeof CUSTOMER_ACTS)[number][];
  readonly phone: readonly (typeof CUSTOMER_ACTS)[number][];
  readonly operator: readonly (typeof OPERATOR_ACTS)[number][];
  /** After how many calls to its ports the first worker dies, if it does. */
  readonly diesAfter: number | undefined;
}

const acts = fc.constantFrom(...CUSTOMER_ACTS);
export const races: fc.Arbitrary<Race> = fc.record({
  laptop: fc.array(acts, { minLength: 1, maxLength: 3 }),
  phone: fc.array(acts, { maxLength: 3 }),
  operator: fc.array(fc.constantFrom(...OPERATOR_ACTS), { maxLength: 4 }),
  diesAfter: fc.option(fc.nat(60), { nil: undefined }),
});

/** Lets everything that the bot's own code does by itself be over before the next call is let through. */
export const scheduler = fc.scheduler({
  act: async (step) => {
    await step();
    await new Promise((resolve) => setImmediate(resolve));
  },
});

const LINES: ReadonlyMap<string, readonly ScriptedMessage[]> = new Map<string, readonly ScriptedMessage[]>([
  [
    'up',
    [
      [{ call: 'volume_control', input: { change: 'up', step: 1, devices: ['speaker'] } }],
      [{ text: 'There. ' }],
    ],
  ],
  [
    'remove',
    [[{ text: 'I will ask. ' }, { call: 'device_remove', input: { device: 'light' } }], [{ text: 'Well.' }]],
  ],
  ['talk', [[{ text: 'One. Two. Three. ' }]]],
  ['person', [[{ call: 'request_human' }], [{ text: 'Somebody will come.' }]]],
]);

const player = {
  name: 'Speaker',
  room: 'hall',
  type: 'speaker',
  state: { on: true, volume: 10, muted: false, music: null },
};
const light = { name: 'Light', room: 'hall', type: 'light', state: { on: true } };

export interface RaceOptions {
  /** Ports made wrong, for a bug to be seen. */
  readonly portsFor?: (ports: Ports) => Ports;
}

/** Runs a race to its end; returns what is wrong then. */
export async function run(
  race: Race,
  scheduler: Scheduler,
  { portsFor = (ports) => ports }: RaceOptions = {},
): Promise<string[]> {
  const stage = new Stage(scheduler, portsFor);
  await stage.begin();
  const { laptop, phone, operator, diesAfter } = race;
  let calls = 0;
  const dies = (): boolean => diesAfter !== undefined && calls++ >= diesAfter;
  const doomed = stage.worker('doomed worker', dies);
  const actors = Promise.all([
    stage.customer('laptop', laptop),
    stage.customer('phone', phone),
    stage.operate(operator),
    stage.worker('second worker'),
    ...(diesAfter === undefined ? [doomed] : []),
  ]);
  await scheduler.waitFor(actors);
  return stage.finish();
}

class Stage {
  readonly #scheduler: Scheduler;
  readonly #ports: MemoryPorts;
  readonly #shared: Ports;
  readonly #clock = new ManualClock();
  readonly #sockets = new Map<string, MemorySocket>();
  #conversationId = '';
  #requests = 0;

  constructor(scheduler: Scheduler, portsFor: (ports: Ports) => Ports) {
    this.#scheduler = scheduler;
    this.#ports = memoryPorts({ now: this.#clock.now, id: countingIds() });
    this.#shared = portsFor(this.#ports);
  }

  /** Everybody has connected, and a conversation has begun. */
  async begin(): Promise<void> {
    await this.#ports.customers.put({ id: 'ann', name: 'Ann', level: 'enterprise', timeZone: 'UTC' });
    await this.#ports.objects.write('ann', 'device', 'speaker', 0, player, this.#clock.now());
    await this.#ports.objects.write('ann', 'device', 'light', 0, light, this.#clock.now());
    const bot = this.#bot(this.#shared, 'nobody');
    for (const name of ['laptop', 'phone', 'operator']) {
      this.#sockets.set(name, this.#ports.connections.open(name));
      await bot.receive(name, identityOf(name), JSON.stringify({ action: 'hello' }));
    }
    const accepted = await this.#send(bot, 'laptop', { action: 'sendMessage', text: 'talk' });
    if (accepted?.type === 'accepted') this.#conversationId = accepted.conversationId;
    await bot.receive(
      'operator',
      identityOf('operator'),
      JSON.stringify({ action: 'resume', conversationId: this.#conversationId, after: 0 }),
    );
  }

  async customer(name: string, todo: Race['laptop']): Promise<void> {
    const bot = this.#bot(scheduledPorts(this.#shared, this.#scheduler, name), name);
    const conversationId = this.#conversationId;
    for (const act of todo) {
      if (act === 'cancel') await this.#send(bot, name, { action: 'cancel', conversationId });
      else if (act === 'ask for a person')
        await this.#send(bot, name, { action: 'requestHuman', conversationId });
      else if (act === 'approve') await this.#approve(bot, name);
      else await this.#send(bot, name, { action: 'sendMessage', conversationId, text: act });
    }
  }

  async operate(todo: Race['operator']): Promise<void> {
    const bot = this.#bot(scheduledPorts(this.#shared, this.#scheduler, 'operator'), 'operator');
    const conversationId = this.#conversationId;
    for (const action of todo)
      await this.#send(bot, 'operator', {
        action,
        conversationId,
        ...(action === 'reply' ? { text: 'Hello, I am a person.' } : {}),
      });
  }

  /** Works on what rings, a few times; where somebody else has the lease, time passes, and it is taken. */
  async worker(name: string, dies?: () => boolean): Promise<void> {
    const bot = this.#bot(scheduledPorts(this.#shared, this.#scheduler, name, dies), name);
    for (let round = 0; round < 3; round++) {
      await this.#scheduler.schedule(Promise.resolve(), `${name} looks`);
      const result = await bot.work(this.#conversationId, new AbortController().signal);
      if (result === 'busy') this.#clock.advance(200_000);
    }
  }

  /** Works on what is left, with nobody there to race with; returns what is wrong in the end. */
  async finish(): Promise<string[]> {
    this.#clock.advance(200_000);
    const bot = this.#bot(this.#shared, 'last worker');
    const found: string[] = [];
    for (let round = 0; round < 3; round++) {
      const result = await bot.work(this.#conversationId, new AbortController().signal);
      if (result === 'busy') this.#clock.advance(200_000);
    }
    const sockets = new Map([...this.#sockets].map(([name, { frames }]) => [name, frames]));
    const ask = async (name: string, frame: Readonly<Record<string, unknown>>): Promise<ServerFrame[]> => {
      const before = sockets.get(name)?.length ?? 0;
      await bot.receive(name, identityOf(name), JSON.stringify(frame));
      return (sockets.get(name) ?? []).slice(before).map((text) => JSON.parse(text) as ServerFrame);
    };
    found.push(
      ...(await raceFaults({ ports: this.#ports, conversationId: this.#conversationId, sockets, ask })),
    );
    return found;
  }

  /** Answers the approval that is open, as far as this socket knows. */
  async #approve(bot: Bot, name: string): Promise<void> {
    const known = (this.#sockets.get(name)?.frames ?? []).map((text) => JSON.parse(text) as ServerFrame);
    const asked = known.findLast(
      (frame) => frame.type === 'chunk' && frame.chunk.type === 'tool-approval-request',
    );
    const approvalId =
      asked?.type === 'chunk' && asked.chunk.type === 'tool-approval-request'
        ? asked.chunk.approvalId
        : 'none';
    await this.#send(bot, name, {
      action: 'approve',
      conversationId: this.#conversationId,
      approvalId,
      approved: true,
    });
  }

  async #send(
    bot: Bot,
    name: string,
    frame: Readonly<Record<string, unknown>>,
  ): Promise<ServerFrame | undefined> {
    const requestId = `r${++this.#requests}`;
    await bot.receive(name, identityOf(name), JSON.stringify({ requestId, ...frame }));
    const frames = (this.#sockets.get(name)?.frames ?? []).map((text) => JSON.parse(text) as ServerFrame);
    return frames.find((answer) => 'requestId' in answer && answer.requestId === requestId);
  }

  #bot(ports: Ports, worker: string): Bot {
    return createBot({ service: smartHome, models: [scriptedModel(byWords(LINES))], ports, worker });
  }
}

const identityOf = (name: string): Identity => {
  const principal =
    name === 'operator'
      ? ({ id: 'eve', name: 'Eve', role: 'operator' } as const)
      : ({ id: 'ann', name: 'Ann', role: 'customer' } as const);
  return { principal, expiresAt: '2040-01-01T00:00:00.000Z', claims: {} };
};
