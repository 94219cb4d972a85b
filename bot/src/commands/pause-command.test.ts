import { beforeEach, expect, test } from 'vitest';
import { countingIds, ManualClock, memoryPorts } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { CommandProblem } from './command-problem.ts';
import { pauseCommand } from './pause-command.ts';

const { service } = lampService();

let run: (...args: readonly string[]) => Promise<string>;

beforeEach(() => {
  const { pauses } = memoryPorts({ now: new ManualClock().now, id: countingIds() });
  run = (...args) => pauseCommand(pauses, service, args);
});

test('switches the bot off, says so, and on again', async () => {
  expect(await run()).toBe('Nothing is switched off.');
  expect(await run('bot')).toMatch(/^Switched off: bot: “Our assistant/u);
  expect(await run()).toMatch(/^bot: “/u);
  expect(await run('bot', '--off')).toBe('Switched on again.');
  expect(await run('bot', '--off')).toBe('It was not switched off.');
  expect(await run()).toBe('Nothing is switched off.');
});

test('switches one action off for one level, with the reason that customers read', async () => {
  expect(await run('brighter', '--level', 'basic', '--reason', 'Back at noon.')).toBe(
    'Switched off: brighter, for basic: “Back at noon.”',
  );
  await run('brighter');
  expect((await run()).split('\n')).toHaveLength(2);
  expect(await run('brighter', '--off', '--level', 'basic')).toBe('Switched on again.');
  expect(await run()).toMatch(/^brighter: “This is not possible/u);
});

test('says how it is used', async () => {
  expect(await run('--help')).toContain('npm run pause -- ACTION');
});

test.each([
  [['dance'], 'There is no action "dance". There are: bot, look'],
  [['bot', '--level', 'gold'], 'There is no level "gold". There are: basic, premium.'],
  [['bot', '--reason', ' '], 'The reason must have 1 to 300 characters.'],
  [['bot', '--sleep'], '--sleep'],
  [['bot', 'bot'], 'npm run pause'],
  [['--off'], 'npm run pause'],
])('%j is explained', async (args, words) => {
  await expect(run(...args)).rejects.toThrow(CommandProblem);
  await expect(run(...args)).rejects.toThrow(words);
});
