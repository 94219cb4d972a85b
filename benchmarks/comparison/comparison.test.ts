import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { confirmation } from './dialogue.ts';
import { killed } from './killed.ts';
import { measure } from './measure.ts';
import { peer, thisBot } from './stack.ts';

const careless = peer('careless', join(import.meta.dirname, 'testing', 'careless-peer'));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'comparison-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('this bot, killed after an effect that it can ask about, has it once and says so', async () => {
  expect(await killed(thisBot(), await newFolder(), true)).toEqual({
    effects: 1,
    said: confirmation(2),
    isPersonCalled: false,
    effectsAskedAgain: 1,
    goesOn: true,
  });
});

test('this bot, killed after an effect that nobody can ask about, has it once, says so and calls a person', async () => {
  const death = await killed(thisBot(), await newFolder(), false);
  expect(death).toMatchObject({ effects: 1, isPersonCalled: true, effectsAskedAgain: 1, goesOn: true });
  expect(death.said).not.toBe(confirmation(2));
});

test('a stack that repeats itself and loses a result is seen to', async () => {
  expect(await killed(careless, await newFolder(), false)).toMatchObject({ effects: 2, goesOn: false });
});

test('this bot plays the dialogue, message after message', async () => {
  const { turnMs, characters, memory, stored } = await measure(thisBot(), await newFolder(), 3);
  expect([turnMs.length, characters.length]).toEqual([3, 3]);
  expect([...turnMs, ...characters, memory, stored].every((value) => value > 0)).toBe(true);
});

test('a stack that does not play it is not measured', async () => {
  const silent = {
    ...careless,
    start: async (start: Parameters<typeof careless.start>[0]) => ({
      ...(await careless.start(start)),
      say: async () => 'Hm.',
    }),
  };
  await expect(measure(silent, await newFolder(), 3)).rejects.toThrow('Asked for parcel 1 it said: Hm.');
});
