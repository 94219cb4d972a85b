/**
 * `node scripts/count-tests.ts FOLDER`: adds up the reports that Vitest's runs left in FOLDER and prints one line,
 * `N passed, N failed, N skipped`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonTestResults } from 'vitest/node';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder of reports: node scripts/count-tests.ts FOLDER');

const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonTestResults;
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + report.testResults.filter(neverRan).length;
  total.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

/** A file that failed before its first test, which no test's result tells. */
function neverRan(file: JsonTestResults['testResults'][number]): boolean {
  return file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed');
}
