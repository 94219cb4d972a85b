import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'count-tests.ts');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const count = () => execFileSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8', cwd: '/' });

test('no run counts no test', () => {
  expect(count()).toBe('0 passed, 0 failed, 0 skipped\n');
});

test('the tests of all runs are added up, those that failed are named, and a file that never reached its tests is one', () => {
  const counts = { numPassedTests: 5, numPendingTests: 2, numTodoTests: 1 };
  const broken = { fullName: 'a lamp is lit', status: 'failed', failureMessages: ['expected off\nto be on'] };
  const fine = { fullName: 'a lamp is out', status: 'passed', failureMessages: [] };
  const failed = { name: '/lamp.test.ts', status: 'failed', message: '', assertionResults: [fine, broken] };
  const neverRan = {
    name: '/fan.test.ts',
    status: 'failed',
    message: 'There is no fan.',
    assertionResults: [],
  };
  writeFileSync(join(folder, '1.json'), JSON.stringify({ ...counts, testResults: [failed] }));
  writeFileSync(join(folder, '2.json'), JSON.stringify({ ...counts, testResults: [failed, neverRan] }));

  const lamp = 'FAILED lamp.test.ts: a lamp is lit\n  expected off\n  to be on\n';
  expect(count()).toBe(
    `${lamp}${lamp}FAILED fan.test.ts\n  There is no fan.\n10 passed, 3 failed, 6 skipped\n`,
  );
});
