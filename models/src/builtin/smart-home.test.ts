import { expect, test } from 'vitest';
import { dialogues } from './testing/dialogues.ts';
import { everyday } from './testing/everyday.ts';
import { everydayHomes } from './testing/everyday-homes.ts';
import { everydayDialogues } from './testing/everyday-dialogues.ts';
import type { Labelled } from './testing/expected.ts';
import { freshEyes, freshEyesDialogues } from './testing/fresh-eyes.ts';
import { heldOut } from './testing/held-out.ts';
import { conversationOf, judgeAll, judgeDialogue, percent, type Judged } from './testing/judge.ts';
import { lastLook } from './testing/last-look.ts';
import { paraphrases } from './testing/paraphrases.ts';
import { secondThoughts, secondThoughtsElsewhere } from './testing/second-thoughts.ts';
import { secondThoughtsDialogues } from './testing/second-thoughts-dialogues.ts';
import { statements } from './testing/statements.ts';
import { unseen } from './testing/unseen.ts';
import { utterances } from './testing/utterances.ts';

/** Lowest share of messages, in per cent, that must come to what they mean. */
const FLOORS = { utterances: 99, paraphrases: 99, heldOut: 99, everyday: 99, unseen: 98, lastLook: 98 };

const wrong = (judged: readonly Judged[]) => judged.filter(({ right }) => !right).map(({ report }) => report);

test.each([
  ['utterances', utterances],
  ['paraphrases', paraphrases],
  ['heldOut', heldOut],
  ['everyday', everyday],
  ['unseen', unseen],
  ['lastLook', lastLook],
] as const)('understands the %s', { timeout: 60_000 }, async (name, cases) => {
  const judged = await judgeAll(cases);
  console.log([`${name}: ${percent(judged)} % of ${judged.length}`, ...wrong(judged)].join('\n  '));
  expect(percent(judged)).toBeGreaterThanOrEqual(FLOORS[name]);
});

test.each([...everydayHomes, ...secondThoughtsElsewhere])(
  'understands what %s says, at home and on a plan like that',
  { timeout: 60_000 },
  async (customer, cases) => {
    expect(wrong(await judgeAll(cases, () => conversationOf(customer)))).toEqual([]);
  },
);

test('does nothing because of what only tells, asks or wishes', { timeout: 60_000 }, async () => {
  const judged = await judgeAll(statements.map((say): Labelled => [say, 'words']));
  expect(wrong(judged)).toEqual([]);
});

test('acts on no part of what has a second thought', { timeout: 60_000 }, async () => {
  expect(wrong(await judgeAll(secondThoughts))).toEqual([]);
});

test('does what newcomers mean', { timeout: 60_000 }, async () => {
  expect(wrong(await judgeAll(freshEyes))).toEqual([]);
});

test('asks for fewer words where there are too many to be sure', async () => {
  const { text, calls } = await conversationOf('cust_003').say('turn off the light and '.repeat(40));
  expect(calls).toEqual([]);
  expect(text).toBe(
    'I am sorry, that is too long for me. What would you like me to do, in a sentence or two?',
  );
});

test.each(
  [...dialogues, ...everydayDialogues, ...secondThoughtsDialogues, ...freshEyesDialogues].map(
    (dialogue) => [dialogue.title, dialogue] as const,
  ),
)('carries a conversation on: %s', { timeout: 60_000 }, async (_, dialogue) => {
  expect(wrong(await judgeDialogue(dialogue))).toEqual([]);
});

test('offers what was refused, once the plan allows it', async () => {
  const chat = conversationOf('cust_001');
  expect((await chat.say('play some jazz')).text).toBe(
    'I am sorry, “Music” is part of Premium ($9.99/month), and you are on Basic (free). What you can use now: switching on and off, volume and adding devices. Would you like to change to Premium for $9.99/month?',
  );
  expect((await chat.say('yes please')).calls).toMatchObject([
    { name: 'change_plan', input: { plan: 'premium' } },
  ]);
  expect((await chat.approve()).text).toMatch(
    /^You are on the Premium plan now.* Shall I do now what you asked for before \(Music\)\?$/u,
  );
  const { calls, text } = await chat.say('yes');
  expect(calls).toMatchObject([{ name: 'music_services', input: { operation: 'play', music: 'jazz' } }]);
  expect(text).toBe('Living room speaker is playing jazz.');
});

test('passes on what a service says of a device beyond the plan, and offers the plan that has room', async () => {
  const { text } = await conversationOf('cust_006').say('turn on the kitchen speaker');
  expect(text).toMatch(
    /over the limit of your Basic plan.*Would you like to change to (?:Premium|Enterprise)/u,
  );
});

test('after an approval, tells what became of it', async () => {
  const chat = conversationOf('cust_003');
  expect((await chat.say('remove the garden lights')).calls[0]?.outcome.status).toBe('waiting');
  expect((await chat.approve()).text).toContain('removed');
});
