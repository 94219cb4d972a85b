/**
 * `npm run bench:tokens`: one conversation of 1,000 turns through the whole bot, with a provider over the wire and with
 * the built-in model. Prints how many tokens the model is given at some of its turns, and fails if turn 1,000 is more
 * than 20 % away from turn 20, or if more is read for it.
 */
import { longConversation, startScriptedProvider, type LongTurn } from '@agentic-service-bot/tests/models';

const TURNS = 1_000;
const SHOWN = [1, 10, 20, 100, 500, TURNS];
const MOST_DIFFERENCE = 0.2;

const provider = await startScriptedProvider();
report('Claude, as sent to the provider', await longConversation(TURNS, provider));
await provider.close();
report('the built-in model', await longConversation(TURNS, undefined));

function report(model: string, turns: readonly LongTurn[]): void {
  console.log(`${model}\nturn   input tokens   of them cached   entries read`);
  for (const { turn, inputTokens, cachedTokens, read } of turns)
    if (SHOWN.includes(turn))
      console.log([cell(turn, 4), cell(inputTokens, 14), cell(cachedTokens, 16), cell(read, 14)].join(' '));
  const [reference, last] = [turns[19], turns.at(-1)];
  if (reference === undefined || last === undefined) throw new Error('There are too few turns.');
  const difference = last.inputTokens / reference.inputTokens - 1;
  const later = turns.slice(19).map(({ inputTokens }) => inputTokens);
  const dollars = turns.reduce((sum, turn) => sum + (turn.dollars ?? Number.NaN), 0);
  console.log(
    `turn ${cell(TURNS)} has ${percent(difference)} more input than turn 20 (${percent(MOST_DIFFERENCE)} are permitted); ` +
      `from there on it is between ${cell(Math.min(...later))} and ${cell(Math.max(...later))}; all turns cost $${dollars.toFixed(2)}\n`,
  );
  const most = Math.max(...turns.slice(20, 40).map(({ read }) => read));
  if (!(Math.abs(difference) <= MOST_DIFFERENCE) || last.read > most) process.exitCode = 1;
}

function cell(count: number, width = 0): string {
  return count.toLocaleString('en').padStart(width);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
