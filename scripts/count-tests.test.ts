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

const count = () => execFileSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });

test('no run counts no test', () => {
  expect(count()).toBe('0 passed, 0 failed, 0 skipped\n');
});

test('the tests of all runs are added up, and a file that never reached its tests is one that failed', () => {
  const counts = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  const neverRan = { status: 'failed', assertionResults: [] };
  writeFileSync(join(folder, '1.json'), JSON.stringify({ ...counts, testResults: [failed] }));
  writeFileSync(join(folder, '2.json'), JSON.stringify({ ...counts, testResults: [failed, neverRan] }));

  expect(count()).toBe('10 passed, 3 failed, 6 skipped\n');
});
