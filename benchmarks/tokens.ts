/**
 * `npm run bench:tokens`: one conversation of 1,000 turns with the scripted provider, through the whole bot.
 * Prints how many tokens the model is given at some of its turns, and fails if turn 1,000 is more than 20 %
 * away from turn 20.
 */
import { costOf, selectModels } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import {
  DemoChat,
  FastTiming,
  startScriptedProvider,
  type Play,
  type Seen,
} from '@agentic-service-bot/tests/models';

const TURNS = 1_000;
const SHOWN = [1, 10, 20, 100, 500, 1_000];
const MOST_DIFFERENCE = 0.2;

/** What the customer says, in a circle of ten, and what the bot does about it. */
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

const provider = await startScriptedProvider();
const settings = provider.settings('anthropic');
const models = await selectModels(smartHome, settings, new FastTiming(1));
const chat = await DemoChat.open(smartHome, models, 'cust_002');

const rows: { turn: number; input: number; cached: number }[] = [];
let dollars = 0;
const began = performance.now();
for (let turn = 1; turn <= TURNS; turn++) {
  const exchange = EXCHANGES[(turn - 1) % EXCHANGES.length];
  if (exchange === undefined) throw new Error('There is nothing to say.');
  const { says, call } = exchange;
  provider.play((_seen, n) => ({
    reply: { parts: n === 0 && call !== undefined ? [call] : [{ text: ANSWER }] },
  }));
  const before = provider.seen.length;
  // A customer who comes back each hour, so that no limit on messages or tokens is in the way.
  chat.clock.advance(3_600_000);
  await chat.say(says);
  const asked = provider.seen.slice(before);
  const rejected = asked.find((seen) => seen.rejected !== undefined)?.rejected;
  if (rejected !== undefined) throw new Error(`Turn ${turn} was rejected: ${rejected}`);
  for (const seen of asked) dollars += costOfInput(seen);
  const first = asked[0];
  if (first === undefined) throw new Error(`Turn ${turn} did not ask the model.`);
  if (SHOWN.includes(turn)) rows.push({ turn, input: first.inputTokens, cached: first.cachedTokens });
}
const seconds = (performance.now() - began) / 1_000;
await provider.close();

console.log('turn   input tokens   of them cached');
for (const { turn, input, cached } of rows)
  console.log([String(turn).padStart(4), String(input).padStart(14), String(cached).padStart(16)].join(' '));
const inputAt = (turn: number): number => rows.find((row) => row.turn === turn)?.input ?? Number.NaN;
const difference = inputAt(TURNS) / inputAt(20) - 1;
console.log(
  `turn ${TURNS} has ${(difference * 100).toFixed(1)} % more input than turn 20 (${(MOST_DIFFERENCE * 100).toFixed(0)} % are permitted)`,
);
console.log(
  `${TURNS} turns took ${seconds.toFixed(1)} s; their input would cost $${dollars.toFixed(2)} with ${settings['MODEL'] ?? ''}`,
);
if (!(Math.abs(difference) <= MOST_DIFFERENCE)) process.exitCode = 1;

function costOfInput({ inputTokens, cachedTokens, modelId }: Seen): number {
  const tokens = { input: inputTokens, output: 0, cacheRead: cachedTokens, cacheWrite: 0 };
  return costOf(`anthropic/${modelId}`, tokens) ?? 0;
}
