import { smartHome } from '@agentic-service-bot/smart-home';
import { countingIds, ManualClock, memoryPorts } from '@agentic-service-bot/bot/testing';
import { beforeEach, expect, test } from 'vitest';
import { pauseCommand, PauseError } from './pause-command.ts';

let run: (...args: readonly string[]) => Promise<string>;

beforeEach(() => {
  const { pauses } = memoryPorts({ now: new ManualClock().now, id: countingIds() });
  run = (...args) => pauseCommand(pauses, smartHome, args);
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
  expect(await run('change_plan', '--level', 'basic', '--reason', 'Back at noon.')).toBe(
    'Switched off: change_plan, for basic: “Back at noon.”',
  );
  await run('change_plan');
  expect((await run()).split('\n')).toHaveLength(2);
  expect(await run('change_plan', '--off', '--level', 'basic')).toBe('Switched on again.');
  expect(await run()).toMatch(/^change_plan: “This is not possible/u);
});

test('says how it is used', async () => {
  expect(await run('--help')).toContain('npm run pause -- ACTION');
});

test.each([
  [['dance'], 'There is no action "dance". There are: bot, device_status'],
  [['bot', '--level', 'gold'], 'There is no level "gold". There are: basic, premium, enterprise.'],
  [['bot', '--reason', ' '], 'The reason must have 1 to 300 characters.'],
  [['bot', '--sleep'], '--sleep'],
  [['bot', 'bot'], 'npm run pause'],
  [['--off'], 'npm run pause'],
])('%j is explained', async (args, words) => {
  await expect(run(...args)).rejects.toThrow(PauseError);
  await expect(run(...args)).rejects.toThrow(words);
});
