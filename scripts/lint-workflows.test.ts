import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'lint-workflows.ts');
const COMMIT = '0'.repeat(40);

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workflows-'));
  mkdirSync(join(root, '.github', 'workflows'), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** What is said of a workflow with this step. */
function lint(step: string): { code: number | null; said: string } {
  writeFileSync(
    join(root, '.github', 'workflows', 'a.yml'),
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`,
  );
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' });
  return { code: status, said: stderr };
}

test('a workflow that is right passes', () => {
  expect(lint(`uses: actions/checkout@${COMMIT} # v6`)).toEqual({ code: 0, said: '' });
});

test.each([
  ['run: echo "::set-output name=a::b"', 'set-output'],
  ['run: echo ${{ github.event.pull_request.title }}', 'potentially untrusted'],
  ['run: echo ${{ steps.missing.outputs.a }}', 'not defined'],
  ['uses: actions/checkout@v6', 'a.yml:6: pin actions/checkout@v6 to a commit'],
])('%s fails', (step, why) => {
  expect(lint(step)).toEqual({ code: 1, said: expect.stringContaining(why) });
});

test('no workflow at all fails', () => {
  const { status } = spawnSync(process.execPath, [SCRIPT, root]);
  expect(status).toBe(1);
});
