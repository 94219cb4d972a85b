#!/usr/bin/env node
/**
 * `npx ts-node FILE[@COMMIT]`: runs a program, or the one that it was at a commit, in a checkout and with the packages of
 * that commit. It is there for `cdk deploy --app "npx ts-node bin/app.ts@COMMIT"`, which the deployment document has; Node
 * itself runs TypeScript, so nothing here needs the program of that name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** Runs a program; what it says goes to the error stream, as the output is the app's own. @throws if it does not end well */
function run(cwd: string, program: string, ...args: string[]): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw error ?? new Error(`\`${[program, ...args].join(' ')}\` failed: see above.`);
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** The folder that is, at that commit, what this one is. It is made once; the CDK runs its app several times. */
function folderAt(commit: string): string {
  const root = git('rev-parse', '--show-toplevel');
  const hash = git('rev-parse', '--verify', '--quiet', `${commit}^{commit}`);
  if (root === undefined || hash === undefined) {
    throw new Error(
      `There is no commit "${commit}" here: \`git fetch\`, or name one that \`git log\` shows.`,
    );
  }
  const checkout = join(tmpdir(), `agentic-service-bot-${hash}`);
  const ready = join(checkout, '.complete');
  if (!existsSync(ready)) {
    if (!existsSync(checkout)) run(root, 'git', 'worktree', 'add', '--force', '--detach', checkout, hash);
    run(checkout, 'npm', 'ci');
    writeFileSync(ready, '');
  }
  return join(checkout, relative(root, process.cwd()));
}

const [word = '', ...args] = process.argv.slice(2);
const [file = '', commit] = word.split('@');
try {
  const cwd = commit === undefined ? process.cwd() : folderAt(commit);
  // The CDK names the folder for its output from where it is itself.
  const out = process.env['CDK_OUTDIR'];
  const env = { ...process.env, ...(out !== undefined && { CDK_OUTDIR: resolve(out) }) };
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd, env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
