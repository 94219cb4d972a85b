import { expect, it } from 'vitest';
import { runCommand, USAGE } from './commands.ts';
import type { Tools } from './tools.ts';

/** What is said of words that name no command; nothing is reached for them. */
async function said(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const tools = { say: (line: string) => lines.push(line), now: () => new Date('2026-11-27T12:00:00Z') };
  expect(await runCommand(tools as unknown as Tools, words)).toBe(false);
  return lines.join('\n');
}

it.each([
  [[], USAGE],
  [['destroy', 'prod'], 'There is no command "destroy".'],
  [['deploy'], 'No environment is named.'],
  [['deploy', 'staging'], 'There is no environment "staging".\n  Name one of dev, prod.'],
  [['deploy', 'prod', 'now'], '"now" is one word too many.'],
  [['rollback', 'prod', '1', '2'], '"2" is one word too many.'],
  [['deploy', 'prod', '--force'], "Unknown option '--force'"],
  [['restore', 'prod'], 'No time is given.'],
  [['restore', 'prod', '--at', 'yesterday'], '"yesterday" is no time.'],
  [['restore', 'prod', '--at', '2026-11-27T09:30'], 'Say when, with the zone'],
  [['restore', 'prod', '--at', '2026-13-27T09:30Z'], 'is no time.'],
  [['restore-frontend', 'prod', '--at', '2026-11-27T12:30Z'], 'is yet to come.'],
])('%j is answered with what to type', async (words, answer) => {
  expect(await said(...words)).toContain(answer);
});
