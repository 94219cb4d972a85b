/**
 * `node scripts/count-tests.ts FOLDER`: adds up the reports that Vitest's runs left in FOLDER. Names each test that
 * failed, with what it said, so that the end of a long run tells all; its last line is
 * `N passed, N failed, N skipped`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { JsonTestResults } from 'vitest/node';

type FileReport = JsonTestResults['testResults'][number];

/** Of what a failed test said, so many lines are shown. */
const SHOWN_LINES = 12;

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder of reports: node scripts/count-tests.ts FOLDER');

const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonTestResults;
  const failures = report.testResults.flatMap(failuresOf);
  for (const failure of failures) console.log(failure);
  total.passed += report.numPassedTests;
  total.failed += failures.length;
  total.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

/** What failed of a file: its tests, or the file itself, where it never reached one that failed. */
function failuresOf({ name, status, message, assertionResults }: FileReport): string[] {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [inWords(file, message)];
  return failed.map((test) => inWords(`${file}: ${test.fullName}`, test.failureMessages?.join('\n') ?? ''));
}

function inWords(what: string, message: string): string {
  const lines = message.split('\n').slice(0, SHOWN_LINES);
  return [`FAILED ${what}`, ...lines.map((line) => `  ${line}`.trimEnd())].join('\n');
}
