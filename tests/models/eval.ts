/**
 * `npm run eval -- --model anthropic:MODEL_ID`: plays dialogues through a real model and the whole bot, each
 * several times, and reports how many end well. It costs money, needs the provider's settings
 * (`docs/models.md`), and never runs in CI.
 */
import { parseArgs } from 'node:util';
import { BadModelSettings, selectModels, sleep } from '@agentic-service-bot/models';
import { smartHome } from '@agentic-service-bot/smart-home';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { DemoChat } from './testing/demo-chat.ts';
import { EVAL_DIALOGUES, type EvalDialogue } from './testing/eval-dialogues.ts';
import { passHat } from './testing/pass.ts';

const TRIALS = 4;
const USAGE = `Usage: npm run eval -- --model anthropic:MODEL_ID
  --model  the model to play with: anthropic:…, bedrock:…, openai-compatible:… or builtin
It needs the settings of that provider (docs/models.md), and asks it some ${String(EVAL_DIALOGUES.length * TRIALS * 3)} times: it costs money.`;

interface Trial {
  readonly wrong: string | undefined;
  readonly tokens: number;
  /** Undefined if the price of the model is not known. */
  readonly dollars: number | undefined;
}

async function main(): Promise<void> {
  const values = readOptions();
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  if (values.model === undefined) throw new BadModelSettings([USAGE]);
  const timing = { now: () => Date.now(), random: () => Math.random(), sleep };
  const models = await selectModels(smartHome, { ...process.env, MODEL: values.model }, timing);
  const [model] = models;
  if (model === undefined) throw new BadModelSettings([USAGE]);
  const trials: Trial[] = [];
  const passes: number[] = [];
  for (const dialogue of EVAL_DIALOGUES) {
    const played: Trial[] = [];
    // The model alone: where it fails, nobody answers in its place.
    for (let n = 0; n < TRIALS; n++) played.push(await play(dialogue, model));
    const problems = [...new Set(played.flatMap(({ wrong = [] }) => wrong))];
    const passed = played.filter(({ wrong }) => wrong === undefined).length;
    passes.push(passed);
    trials.push(...played);
    console.log(
      `${passed}/${TRIALS}  ${dialogue.name}${problems.map((problem) => `\n       ${problem}`).join('')}`,
    );
  }
  const mean = (k: number) =>
    passes.reduce((sum, passed) => sum + passHat(k, passed, TRIALS), 0) / passes.length;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  console.log(`\n${values.model}: pass^1 ${percent(mean(1))}, pass^${TRIALS} ${percent(mean(TRIALS))}`);
  const tokens = trials.reduce((sum, trial) => sum + trial.tokens, 0);
  const known = trials.every(({ dollars }) => dollars !== undefined);
  const dollars = trials.reduce((sum, trial) => sum + (trial.dollars ?? 0), 0);
  console.log(`${tokens} tokens, ${known ? `$${dollars.toFixed(4)}` : 'at a price that is not known'}`);
}

function readOptions(): { readonly model?: string; readonly help?: boolean } {
  try {
    return parseArgs({ options: { model: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new BadModelSettings([error instanceof Error ? error.message : String(error), USAGE]);
  }
}

async function play(dialogue: EvalDialogue, model: LanguageModelV4): Promise<Trial> {
  const chat = await DemoChat.open(smartHome, [model], dialogue.customer);
  let text = '';
  for (const words of dialogue.says) ({ text } = await chat.say(words));
  const steps = chat.ports.telemetry.events.filter((event) => event.type === 'model-step');
  const failed = chat.ports.telemetry.events.find((event) => event.type === 'model-failed');
  return {
    wrong: failed === undefined ? await dialogue.wrong({ chat, text }) : failed.error,
    tokens: steps.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    dollars: steps.reduce<number | undefined>(
      (sum, { dollars }) => (sum === undefined || dollars === undefined ? undefined : sum + dollars),
      0,
    ),
  };
}

await main().catch((error: unknown) => {
  if (!(error instanceof BadModelSettings)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
