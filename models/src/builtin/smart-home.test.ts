import { expect, test } from 'vitest';
import { dialogues } from './testing/dialogues.ts';
import { heldOut } from './testing/held-out.ts';
import { judgeAll, judgeDialogue, percent, type Judged } from './testing/judge.ts';
import { utterances } from './testing/utterances.ts';

/** Lowest share of messages, in per cent, that must come to what they mean. */
const FLOORS = { utterances: 99, heldOut: 95 };

const wrong = (judged: readonly Judged[]) => judged.filter(({ right }) => !right).map(({ report }) => report);

test.each([
  ['utterances', utterances],
  ['heldOut', heldOut],
] as const)('understands the %s', { timeout: 60_000 }, async (name, cases) => {
  const judged = await judgeAll(cases);
  console.log([`${name}: ${percent(judged)} % of ${judged.length}`, ...wrong(judged)].join('\n  '));
  expect(percent(judged)).toBeGreaterThanOrEqual(FLOORS[name]);
});

test.each(dialogues.map((dialogue) => [dialogue.title, dialogue] as const))(
  'carries a conversation on: %s',
  async (_, dialogue) => {
    expect(wrong(await judgeDialogue(dialogue))).toEqual([]);
  },
);
