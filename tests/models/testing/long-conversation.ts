import { selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import type { Play } from '../scripted-provider/play.ts';
import type { ScriptedProvider } from '../scripted-provider/server.ts';
import { DemoChat } from './demo-chat.ts';
import { FastTiming } from './timing.ts';

/** What the customer says, in a circle of ten, and what a real model does about it. */
const EXCHANGES: readonly { readonly says: string; readonly call?: Play['reply']['parts'][number] }[] = [
  { says: 'Hello! What can you do for me?' },
  { says: 'What devices do I have?', call: { call: 'device_info', input: {} } },
  {
    says: 'Turn up the kitchen speaker, please. I can hardly hear it over the extractor hood while I am cooking.',
    call: { call: 'volume_control', input: { change: 'up', devices: ['speaker-kitchen'] } },
  },
  { says: 'Thanks.' },
  {
    says: 'Is the living room light on?',
    call: { call: 'device_status', input: { devices: ['light-living-room'] } },
  },
  {
    says: `${'Let me tell you what happened yesterday evening, when we had guests and the music stopped again. '.repeat(8)}Why is that?`,
  },
  {
    says: 'Turn it off.',
    call: { call: 'device_power', input: { devices: ['light-living-room'], state: 'off' } },
  },
  { says: 'What would Enterprise add?', call: { call: 'plan_info', input: {} } },
  {
    says: 'Make it quieter.',
    call: { call: 'volume_control', input: { change: 'down', devices: ['speaker-kitchen'] } },
  },
  { says: 'That is all for now.' },
];
const ANSWER =
  'All right. I have looked at it, and this is how things stand now. Is there anything else I can do?';

/** One turn of a long conversation. */
export interface LongTurn {
  readonly turn: number;
  /** Tokens that the turn's first question to the model has. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  /** What all its questions cost; undefined if a price is not known. */
  readonly dollars: number | undefined;
  /** Entries of the log that were read for it, beside the last one. */
  readonly read: number;
}

/**
 * Has one conversation of so many turns, through the whole bot: with the built-in model, or with a provider that is
 * asked over the wire.
 *
 * @throws if the provider rejects a question: the history is not valid.
 */
export async function longConversation(
  turns: number,
  provider: ScriptedProvider | undefined,
): Promise<LongTurn[]> {
  const models = await selectModels(smartHome, provider?.settings('anthropic') ?? {}, new FastTiming(1));
  const chat = await DemoChat.open(smartHome, models, 'cust_002');
  const { log, telemetry } = chat.ports;
  let read = 0;
  const messages = log.messages.bind(log);
  const after = log.after.bind(log);
  log.messages = async (...where) => {
    const found = await messages(...where);
    read += found.length;
    return found;
  };
  log.after = async (...where) => {
    const found = await after(...where);
    read += found.length;
    return found;
  };
  const all: LongTurn[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    const exchange = EXCHANGES[(turn - 1) % EXCHANGES.length];
    if (exchange === undefined) throw new Error('There is nothing to say.');
    const { says, call } = exchange;
    provider?.play((_seen, n) => ({
      reply: { parts: n === 0 && call !== undefined ? [call] : [{ text: ANSWER }] },
    }));
    const [seen, events] = [provider?.seen.length, telemetry.events.length];
    read = 0;
    // A customer who comes back each hour, so that no limit on messages or tokens is in the way.
    chat.clock.advance(3_600_000);
    await chat.say(says);
    const rejected = provider?.seen.slice(seen).find((one) => one.rejected !== undefined)?.rejected;
    if (rejected !== undefined) throw new Error(`Turn ${String(turn)} was rejected: ${rejected}`);
    const steps = telemetry.events
      .slice(events)
      .flatMap((event) => (event.type === 'model-step' ? [event] : []));
    const [first] = steps;
    if (first === undefined) throw new Error(`Turn ${String(turn)} did not ask the model.`);
    if (provider !== undefined && first.model.startsWith('builtin'))
      throw new Error(`Turn ${String(turn)} was answered by the built-in model.`);
    const dollars = steps.reduce<number | undefined>(
      (sum, step) => (sum === undefined || step.dollars === undefined ? undefined : sum + step.dollars),
      0,
    );
    const { inputTokens, cachedTokens } = first;
    all.push({ turn, inputTokens, cachedTokens, dollars, read });
  }
  return all;
}
