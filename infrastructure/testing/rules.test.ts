import { afterAll, describe, expect, it, vi } from 'vitest';
import { ACKNOWLEDGEMENTS } from './acknowledgements.ts';
import type { Rule } from './rule.ts';
import { ACCOUNT_RULES } from './rules/account.ts';
import { RULES } from './rules/index.ts';
import { PERMISSION_RULES } from './rules/permissions.ts';
import { ACCOUNT, SUBJECTS } from './subjects.ts';
import { tableOf } from './table.ts';

// To synthesize, and to read what AWS knows of its actions, takes a busy machine seconds.
vi.setConfig({ testTimeout: 60_000 });

const WITHOUT_SCHEDULER = PERMISSION_RULES.filter(({ says }) => !/scheduler/i.test(says));

const subjectsOf = ({ only }: Rule) =>
  Object.entries(SUBJECTS)
    .filter(([name]) => only === undefined || name === only)
    .map(([name, subject]) => ({ name, subject }));

describe.each(Object.entries(RULES))('%s', (_, rules) => {
  describe.each(rules.map((rule) => ({ says: rule.says, rule })))('$says', ({ rule }) => {
    check(rule, subjectsOf(rule));
  });
});

describe('account', () => {
  describe.each([...ACCOUNT_RULES, ...WITHOUT_SCHEDULER].map((rule) => ({ says: rule.says, rule })))(
    '$says',
    ({ rule }) => {
      check(rule, [{ name: 'the account', subject: ACCOUNT }]);
    },
  );
});

function check(rule: Rule, subjects: ReturnType<typeof subjectsOf>): void {
  it.each(subjects)('holds in $name', async ({ subject }) => {
    expect(await rule.problems(subject)).toEqual([]);
  });

  it.each(Object.entries(rule.mutations))('sees: %s', async (_, mutate) => {
    for (const { subject } of subjects) {
      const template = structuredClone(subject.template);
      mutate(template);
      expect(await rule.problems({ ...subject, template })).not.toEqual([]);
    }
  });
}

afterAll(() => {
  if (process.env['RULES_TABLE'] === undefined) return;
  console.log(tableOf({ ...RULES, account: ACCOUNT_RULES }, ACKNOWLEDGEMENTS));
});
