import { dynamoStore, GatewayConnections } from '@agentic-service-bot/aws';
import { createBot } from '@agentic-service-bot/bot';
import type { LogEntry, Ports } from '@agentic-service-bot/bot/ports';
import { countingIds, ManualClock, memoryPorts, scriptedModel } from '@agentic-service-bot/bot/testing';
import type { Message } from '@agentic-service-bot/protocol';
import { smartHome } from '@agentic-service-bot/smart-home';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { startDynoxide } from '../support/aws/dynoxide.ts';
import { managementApi } from '../support/aws/management-api.ts';
import { createTables } from '../support/aws/tables.ts';
import { meteredClient, meteredPorts, type Cost } from './meter.ts';

const CUSTOMER = { id: 'cust_ordinary', name: 'Alex Berger', level: 'enterprise', timeZone: 'Europe/Berlin' };
const CONVERSATION = 'cv_kX3vB7nQ9sT1wY5zA2cE4g';
const DEVICES = 10;
/** Between two messages, milliseconds: a little more than the window of the limit on messages. */
const PAUSE_MS = 61_000;

/** 200 bytes. */
const MESSAGE =
  'Could you please switch the light in the hall for me? I am on the sofa with a book and a cat that has just fallen asleep on my lap, so I cannot get up to do it for a while. Thank you so much for that!';
const SENTENCES = [
  'All right, the light in the hall is as you would like it now. ',
  'The other nine devices of your home are as they were before. ',
  'Is there something else in your home that you would like to have another way today?',
];

/** One customer with a home of ten devices and one socket, served on AWS's stores by a model that says the same each time. */
export interface OrdinaryTurns {
  /**
   * Plays one turn. Returns what it cost, from the frame that comes in to the last one that goes out.
   *
   * @param paced whether each sentence waits until the one before is shown, as with a model that writes slowly.
   */
  play(paced: boolean): Promise<readonly Cost[]>;
  /** Lets a message come `ms` later than it would. */
  pause(ms: number): void;
  close(): Promise<void>;
}

export interface Circumstances {
  /** How many messages the conversation has already, of the customer's and the bot's by turns. */
  readonly messages: number;
  /** Whether the model is a metered one. */
  readonly metered?: boolean;
  /** Whether every message comes to a process, and its turn to another, that have seen nothing before. */
  readonly cold?: boolean;
}

export async function ordinaryTurns({
  messages,
  metered = false,
  cold = false,
}: Circumstances): Promise<OrdinaryTurns> {
  if (Buffer.byteLength(MESSAGE) !== 200) throw new Error(`It has ${Buffer.byteLength(MESSAGE)} bytes.`);
  const dynoxide = await startDynoxide();
  const { client, meter } = meteredClient(dynoxide.endpoint);
  const api = await managementApi();
  const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const gateway = new ApiGatewayManagementApiClient({ ...access, endpoint: api.endpoint });
  const clock = new ManualClock();
  // As long as real ones.
  const next = countingIds('kX3vB7nQ9sT1wY5zA2cE');
  const id = () => next().slice(-22);
  const tables = await createTables(client);
  const memory = memoryPorts({ now: clock.now, id });
  /** The ports of a new process. */
  const process = (): Ports => {
    const store = dynamoStore({ client, tables, now: clock.now, id, retentionDays: 90 });
    const connections = new GatewayConnections(store.sockets, gateway);
    return meteredPorts({ ...memory, ...store, connections }, meter);
  };
  const ports = process();
  await furnish(ports);
  for (const entry of talkedBefore(messages, clock.now())) await ports.log.append(entry);
  const socket = api.open();
  const said = () => socket.frames.filter((text) => text.includes('"text-delta"')).length;
  const turn = { paced: false, isOn: false, said: 0 };
  const shown = async () => {
    turn.said += 1;
    while (said() < turn.said) {
      await setImmediate();
      mock.timers.tick(1);
    }
  };
  const model = scriptedModel((_options, index) => {
    if (index % 2 === 1)
      return SENTENCES.flatMap((text, n) => [
        { text },
        ...(turn.paced && n < SENTENCES.length - 1 ? [{ meanwhile: shown }] : []),
      ]);
    turn.isOn = !turn.isOn;
    if (metered) clock.advance(THINKS_MS);
    return [{ call: 'device_power', input: { devices: ['light-0'], state: turn.isOn ? 'on' : 'off' } }];
  });
  const asked = metered ? meteredModel(model) : Object.assign(model, { provider: 'builtin' });
  const bot = () =>
    createBot({ service: smartHome, models: [asked], ports: cold ? process() : ports, worker: 'worker' });
  const principal = { id: CUSTOMER.id, name: CUSTOMER.name, role: 'customer' as const };
  const identity = { principal, expiresAt: '2099-01-01T00:00:00.000Z', claims: {} };
  const send = (frame: object) => bot().receive(socket.id, identity, JSON.stringify(frame));
  await send({ action: 'hello' });
  let requests = 0;
  return {
    pause: (ms) => clock.advance(ms),
    play: async (paced) => {
      clock.advance(PAUSE_MS);
      Object.assign(turn, { paced, said: said() });
      meter.take();
      const requestId = `0b9d2c4e-${String(++requests).padStart(8, '0')}`;
      // How much of a reply gathers in an entry is a matter of milliseconds: they pass when a sentence is waited for.
      mock.timers.enable({ apis: ['setTimeout'] });
      try {
        await send({ action: 'sendMessage', requestId, text: MESSAGE, conversationId: CONVERSATION });
        await bot().work(CONVERSATION, new AbortController().signal);
      } finally {
        mock.timers.reset();
      }
      const end = socket.frames.slice(-5).join('\n');
      if (!end.includes(SENTENCES.at(-1) ?? '') || !end.includes('"finish"'))
        throw new Error(`The turn did not end as usual: ${end}`);
      return meter.take();
    },
    close: async () => {
      client.destroy();
      gateway.destroy();
      await Promise.all([api.stop(), dynoxide.stop()]);
    },
  };
}

/** The same model, as one that says what its messages have used and cost. */
const meteredModel = (model: LanguageModelV4): LanguageModelV4 => ({
  ...model,
  doStream: async (options) => {
    const result = await model.doStream(options);
    const tokens = Math.ceil(JSON.stringify([options.prompt, options.tools]).length / CHARS_PER_TOKEN);
    const usage = {
      inputTokens: { total: tokens, noCache: tokens, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: OUTPUT_TOKENS, text: OUTPUT_TOKENS, reasoning: 0 },
    };
    const providerMetadata = { cost: { dollars: 0.0123 } };
    const counted = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
      transform: (part, controller) => {
        controller.enqueue(part.type === 'finish' ? { ...part, usage, providerMetadata } : part);
      },
    });
    return { ...result, stream: result.stream.pipeThrough(counted) };
  },
});
/** How long it takes to call the action. */
const THINKS_MS = 2_000;
const CHARS_PER_TOKEN = 4;
const OUTPUT_TOKENS = 80;

/** The customer, and ten lights. */
async function furnish({ customers, objects, now }: Ports): Promise<void> {
  await customers.put(CUSTOMER);
  for (let n = 0; n < DEVICES; n += 1) {
    const name = n === 0 ? 'Hall light' : `Reading lamp ${n}`;
    const data = { name, room: n === 0 ? 'hall' : `room ${n}`, type: 'light', state: { on: false } };
    await objects.write(CUSTOMER.id, 'device', `light-${n}`, 0, data, now());
  }
}

/** A conversation with so many messages, each in an entry of its own. */
function talkedBefore(messages: number, now: Date): LogEntry[] {
  const at = now.toISOString();
  return Array.from({ length: messages }, (_, n): LogEntry => {
    const author = n % 2 === 0 ? 'customer' : 'bot';
    const text = author === 'customer' ? MESSAGE : SENTENCES.join('');
    const message: Message = {
      id: `m_${String(n).padStart(20, 'x')}`,
      role: author === 'customer' ? 'user' : 'assistant',
      metadata: { author, name: author === 'customer' ? CUSTOMER.name : smartHome.title, createdAt: at },
      parts: [{ type: 'text', text }],
    };
    return {
      conversationId: CONVERSATION,
      seq: n + 1,
      at,
      frames: [{ type: 'message', message }],
      state: {
        customerId: CUSTOMER.id,
        title: MESSAGE.slice(0, 60),
        status: 'bot',
        priority: 'dedicated',
        createdAt: at,
        updatedAt: at,
        unanswered: [],
      },
      message: { from: n + 1, message },
    };
  });
}
