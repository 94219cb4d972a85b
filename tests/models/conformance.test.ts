import { selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import { readUIMessageStream, type UIMessageChunk } from 'ai';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startScriptedProvider, type ScriptedProvider, type Seen } from './scripted-provider/server.ts';
import { PLACES, type Place, type Reply } from './scripted-provider/play.ts';
import { WIRE_NAMES, type WireName } from './scripted-provider/wire.ts';
import { DemoChat, type SeenReply } from './testing/demo-chat.ts';
import { BAD_REPLIES, BROKEN_WORD, FAULTS, isPossible } from './testing/faults.ts';
import { FastTiming } from './testing/timing.ts';
import { ResultTable } from './testing/result-table.ts';

/** `npm run test:models` plays everything; otherwise a part of it that is different for each fault. */
const FULL = process.env['MODEL_TESTS'] === 'full';
const LIMITS = { MODEL_FIRST_TOKEN_MS: '8000', MODEL_BETWEEN_TOKENS_MS: '4000', MODEL_MESSAGE_MS: '12000' };

const streams = new Map(WIRE_NAMES.map((wire) => [wire, new ResultTable(wire, PLACES)]));
const replies = new ResultTable('a reply that is', WIRE_NAMES);
let provider: ScriptedProvider;
let seenBefore = 0;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
beforeEach(() => {
  seenBefore = provider.seen.length;
});
afterAll(async () => {
  await provider.close();
  if (!FULL) return;
  console.log(
    'Each number is a turn that ended well: answered by the same model, or by the next of the list.',
  );
  for (const table of [...streams.values(), replies]) console.log(`\n${table.toString()}`);
});

/**
 * What the provider says while nothing goes wrong: two actions of which one must not happen twice, two more,
 * and words.
 */
const MESSAGES: readonly Reply[] = [
  {
    parts: [
      { text: 'Let me see to both. ' },
      { call: 'volume_control', input: { change: 'up', devices: ['speaker-kitchen'] } },
      { call: 'device_power', input: { devices: ['light-living-room'], state: 'off' } },
    ],
  },
  {
    parts: [
      { text: 'And the display. ' },
      { call: 'volume_control', input: { change: 'up', devices: ['display-bedroom'] } },
      { call: 'device_status', input: { devices: ['speaker-kitchen'] } },
    ],
  },
  { parts: [{ text: 'The kitchen speaker is at 50, and ' }, { text: 'the light is off.' }] },
];
const REQUEST = 'turn up the kitchen speaker and turn off the living room light';

/** The same message, with the word that nobody is to be left with. */
const marked = ({ parts, ...rest }: Reply): Reply => ({
  ...rest,
  parts: parts.map((part) => ('text' in part ? { text: `${part.text}${BROKEN_WORD}. ` } : part)),
});

/** How many messages the bot has written since the customer's last words. */
function written({ body }: Seen): number {
  const { messages } = body as { messages: { role: string; content: unknown }[] };
  const isResult = (content: unknown) => /"tool_result"|"toolResult"/u.test(JSON.stringify(content));
  const said = messages.findLastIndex(({ role, content }) => role === 'user' && !isResult(content));
  return messages.slice(said + 1).filter(({ role }) => role === 'assistant').length;
}

/**
 * @param speed of the models' time: limits are waited out where the fault is a silence, and kept where it is
 * not.
 */
async function chatWith(wire: WireName, speed: number) {
  const settings = { ...provider.settings(wire), ...LIMITS };
  const timing = new FastTiming(speed);
  const models = await selectModels(smartHome, settings, timing);
  return { chat: await DemoChat.open(smartHome, models, 'cust_002'), timing };
}

/** The turn has ended, and what the customer saw is what is stored, and can be read. */
async function expectReadable({ chunks, message, text }: SeenReply): Promise<void> {
  expect(chunks.filter(({ type }) => type === 'start')).toHaveLength(1);
  expect(chunks.filter(({ type }) => type === 'finish')).toHaveLength(1);
  expect(chunks.at(-1)?.type).toBe('finish');
  expect(text).not.toBe('');
  expect(text).not.toMatch(/undefined|\[object|Error\b|Exception|\{"/u);
  let folded: unknown;
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const whole of readUIMessageStream({ stream })) folded = whole.parts;
  expect(folded).toEqual(message.parts);
  for (const part of message.parts)
    if ('toolCallId' in part) expect(part.state).toMatch(/^output-(?:available|error)$/u);
}

/** Nothing that changes something happened more often than it was asked for. */
async function expectNoEffectTwice(chat: DemoChat): Promise<void> {
  expect(await volumeOf(chat, 'speaker-kitchen')).toBeOneOf([40, 50]);
  expect(await volumeOf(chat, 'display-bedroom')).toBeOneOf([20, 30]);
}

const volumeOf = async (chat: DemoChat, id: string): Promise<number | undefined> =>
  ((await chat.object('device', id)) as { state?: { volume?: number } } | undefined)?.state?.volume;

/**
 * The provider, which rejects a history that is not valid, has taken all of the turn, and takes the next one.
 */
async function expectValidHistory(chat: DemoChat): Promise<void> {
  provider.play(() => ({ reply: { parts: [{ text: 'You are welcome.' }] } }));
  const { text } = await chat.say('Thank you!');
  expect(provider.seen.slice(seenBefore).flatMap(({ rejected = [] }) => rejected)).toEqual([]);
  expect(text).toBe('You are welcome.');
}

/** Who has written the turn: only the model that was asked first, or also the next one. */
function authors({ ports }: DemoChat): 'same' | 'next' {
  const models = ports.telemetry.events.flatMap((event) =>
    event.type === 'model-step' ? [event.model] : [],
  );
  expect(models, 'The built-in model always answers.').not.toEqual([]);
  return models.some((model) => model.startsWith('builtin')) ? 'next' : 'same';
}

interface Case {
  readonly fault: string;
  readonly wire: WireName;
  readonly at: Place;
  /** Which of the turn's messages breaks. */
  readonly message: number;
  /** Whether it breaks again when the provider is asked once more. */
  readonly again: boolean;
}

const CASES: Case[] = [...FAULTS].flatMap(([fault, what]) =>
  WIRE_NAMES.flatMap((wire) =>
    PLACES.filter((at) => isPossible(what, at)).flatMap((at) =>
      [0, 1].flatMap((message) =>
        // A model is only asked again while nothing of its message has come.
        (at === 'start' || at === 'headers' ? [true, false] : [false]).map((again) => ({
          fault,
          wire,
          at,
          message,
          again,
        })),
      ),
    ),
  ),
);
const sampled = FULL ? CASES : CASES.filter((_case, index) => index % 11 === 0);

// What is waited for is the models' time; on a busy machine the rest takes long, too.
vi.setConfig({ testTimeout: 60_000 });

describe('a stream that breaks', () => {
  it.each(sampled)('$wire: $fault, $at of message $message, again: $again', async (one) => {
    const { fault: name, wire, at, message, again } = one;
    const fault = FAULTS.get(name);
    if (fault === undefined) throw new Error('There is no such fault.');
    const { chat, timing } = await chatWith(wire, fault.kind === 'stall' || fault.kind === 'drip' ? 20 : 4);
    let broken = 0;
    provider.play((seen) => {
      const index = written(seen);
      const reply = MESSAGES[index] ?? { parts: [{ text: 'That is all.' }] };
      if (index !== message || (broken > 0 && !again)) return { reply };
      broken++;
      return { reply: marked(reply), fault: { ...fault, at } };
    });
    const reply = await chat.say(REQUEST);
    expect(broken).toBeGreaterThan(0);
    await expectReadable(reply);
    if (name !== 'slow drip') expect(reply.text).not.toContain(BROKEN_WORD);
    await expectNoEffectTwice(chat);
    streams.get(wire)?.passed(name, at, authors(chat));
    timing.slowDown();
    await expectValidHistory(chat);
  });
});

describe('a reply that is wrong', () => {
  const cases = [...BAD_REPLIES].flatMap(([name, reply]) =>
    WIRE_NAMES.map((wire) => ({ name, wire, reply })),
  );
  it.each(FULL ? cases : cases.filter((_case, index) => index % 2 === 0))(
    '$wire: $name',
    async ({ name, wire, reply }) => {
      const { chat } = await chatWith(wire, 1);
      provider.play((seen) => ({
        reply: written(seen) === 0 ? reply : { parts: [{ text: 'Is that all?' }] },
      }));
      const seen = await chat.say(REQUEST);
      await expectReadable(seen);
      await expectNoEffectTwice(chat);
      replies.passed(name, wire, authors(chat));
      await expectValidHistory(chat);
    },
  );
});

describe.each(WIRE_NAMES)('%s', (wire) => {
  it('is told the results of all calls also when there are no more to be made', async () => {
    const { chat } = await chatWith(wire, 1);
    provider.play(() => ({ reply: { parts: [{ call: 'device_info', input: {} }] } }));
    const reply = await chat.say('What do I have?');
    await expectReadable(reply);
    await expectValidHistory(chat);
    // Eight messages, the last without calls, and one of the next turn.
    const asked = provider.seen.slice(seenBefore);
    expect(asked).toHaveLength(9);
    expect(JSON.stringify(asked.at(-2)?.body).match(/Kitchen speaker/gu)?.length).toBeGreaterThan(7);
  });

  it('goes on where another model has failed, and is not given its thoughts', async () => {
    const [other] = WIRE_NAMES.filter((name) => name !== wire && name !== 'openai-compatible');
    if (other === undefined) throw new Error('There is no other wire format.');
    const first = provider.settings(other);
    const MODEL = `${first['MODEL'] ?? ''},${provider.settings(wire)['MODEL'] ?? ''}`;
    const settings = { ...first, ...LIMITS, MODEL };
    const models = await selectModels(smartHome, settings, new FastTiming(1));
    const chat = await DemoChat.open(smartHome, models, 'cust_002');
    provider.play((seen) => {
      if (seen.wire === wire) return { reply: { parts: [{ text: 'This is the second one.' }] } };
      return written(seen) === 0
        ? { reply: { parts: [{ thought: `${BROKEN_WORD}.` }, ...(MESSAGES[0]?.parts ?? [])] } }
        : { reply: { parts: [{ text: 'x' }] }, fault: { kind: 'cut', at: 'text' } };
    });
    const reply = await chat.say(REQUEST);
    expect(reply.text).toContain('This is the second one.');
    const asked = provider.seen.slice(seenBefore);
    expect(asked.map((seen) => [seen.wire, seen.rejected])).toEqual([
      [other, undefined],
      [other, undefined],
      [wire, undefined],
    ]);
    expect(JSON.stringify(asked[1]?.body)).toContain(BROKEN_WORD);
    expect(JSON.stringify(asked[2]?.body)).not.toContain(BROKEN_WORD);
    await expectNoEffectTwice(chat);
  });
});
