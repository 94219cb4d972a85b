import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedProvider, type ScriptedProvider } from './scripted-provider/server.ts';
import { longConversation } from './testing/long-conversation.ts';

/** `npm run bench:tokens` has 1,000 turns; the record of what is long ago is full after some thirty. */
const TURNS = 32;

let provider: ScriptedProvider;
beforeAll(async () => {
  provider = await startScriptedProvider();
});
afterAll(() => provider.close());

it.each(['a provider', 'the built-in model'])(
  'tells %s as much at turn 32 as at turn 20, and reads no more for it',
  { timeout: 240_000 },
  async (model) => {
    const turns = await longConversation(TURNS, model === 'a provider' ? provider : undefined);
    const [reference, last] = [turns[19], turns[TURNS - 1]];
    const ratio = (last?.inputTokens ?? Infinity) / (reference?.inputTokens ?? 0);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
    const read = (from: number, to: number) => Math.max(...turns.slice(from, to).map((turn) => turn.read));
    expect(read(26, 32)).toBeLessThanOrEqual(read(20, 26));
  },
);
