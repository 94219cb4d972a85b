import { synthesize } from '@agentic-service-bot/infrastructure/synthesize';
import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { TABLES } from '@agentic-service-bot/aws/tables';
import { expect, test } from 'vitest';
import root from '../../package.json' with { type: 'json' };
import { exists, pages, read } from './pages.ts';

const RUNBOOKS = pages().filter((page) => page.startsWith('docs/operations/'));

/** An alarm's name with words for what there are many of. */
function kindOf(alarm: string): string {
  const name = alarm.replace('agentic-service-bot-prod-', '');
  const [first = '', ...rest] = name.split('-');
  if (Object.hasOwn(FUNCTIONS, first) && rest.length > 0) return ['FUNCTION', ...rest].join('-');
  if (Object.hasOwn(TABLES, first) && rest.length > 0) return ['TABLE', ...rest].join('-');
  return name;
}

test('every alarm has its part in the page, and every part its alarm', { timeout: 60_000 }, () => {
  const { Resources: resources } = synthesize({ environment: 'prod' });
  // What an event tells the team is an alarm to them.
  const alarms = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm' || Type === 'AWS::Events::Rule')
    .map(({ Properties }) => kindOf(String(Properties?.['AlarmName'] ?? Properties?.['Name'])));
  const parts = Array.from(
    read('docs/operations/alarms.md').matchAll(/^## (?<name>.+)$/gmu),
    ({ groups }) => groups?.['name'],
  );

  expect(alarms).not.toEqual([]);
  expect([...new Set(alarms)].toSorted()).toEqual(parts.toSorted());
});

test.each(RUNBOOKS)('%s names commands and files that are there', (page) => {
  const text = read(page);
  const commands = Array.from(
    text.matchAll(/npm run (?:-s )?(?<name>[a-z][\w:-]*)/gu),
    ({ groups }) => groups?.['name'] ?? '',
  );
  const files = Array.from(
    text.matchAll(/`(?<path>(?:aws|local|infrastructure|frontend)\/[\w./-]+\.\w+)`/gu),
    ({ groups }) => groups?.['path'] ?? '',
  );
  const absent = commands.filter(
    (name) => !['account', 'build'].includes(name) && !Object.hasOwn(root.scripts, name),
  );

  expect(absent).toEqual([]);
  expect(files.filter((path) => !exists(path))).toEqual([]);
});

test('the index has every page', () => {
  const index = read('docs/operations/README.md');
  const missing = RUNBOOKS.filter(
    (page) => !page.endsWith('README.md') && !index.includes(page.replace('docs/operations/', '')),
  );
  expect(missing).toEqual([]);
});
