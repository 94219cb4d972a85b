/** Every `run:` step of the workflows, run by bash as GitHub runs it, where npm, cdk and others only write down how they were called. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const FOLDER = join(import.meta.dirname, '..', '..', '.github', 'workflows');
const RECORDED = ['aws', 'cdk', 'gh', 'node', 'npm', 'npx'];

const stepSchema = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  run: z.string().optional(),
  uses: z.string().optional(),
  env: z.record(z.string(), z.coerce.string()).optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  'working-directory': z.string().optional(),
});
const workflowSchema = z.looseObject({
  permissions: z.unknown(),
  concurrency: z.unknown().optional(),
  jobs: z.record(
    z.string(),
    z.looseObject({
      environment: z.string().optional(),
      concurrency: z.unknown().optional(),
      permissions: z.unknown().optional(),
      outputs: z.record(z.string(), z.string()).optional(),
      steps: z.array(stepSchema),
    }),
  ),
});

const names = readdirSync(FOLDER);
const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const workflow = (name: string) => workflowSchema.parse(parse(text(name)));

let root: string;
const at = (...path: string[]) => join(root, ...path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workflow-'));
  for (const folder of ['bin', 'infrastructure', 'head', 'base/infrastructure', 'head/infrastructure']) {
    mkdirSync(at(folder), { recursive: true });
  }
  for (const program of RECORDED) {
    writeFileSync(
      at('bin', program),
      `#!/bin/bash\necho "$(basename "$PWD")$ ${program} $*\${REACT_APP_ENV:+ # $REACT_APP_ENV}" >> '${at('calls')}'\n`,
      { mode: 0o755 },
    );
  }
  writeFileSync(at('calls'), '');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Runs a job's steps; what the expressions stand for is given, and grows by what steps put out. */
function run(name: string, job: string, given: Readonly<Record<string, string>>): string[] {
  const values = new Map(Object.entries(given));
  const filled = (value: string) =>
    value.replaceAll(/\$\{\{ (?<key>[\w.-]+) \}\}/g, (_, key: string) => {
      const found = values.get(key);
      if (found === undefined) throw new Error(`Nothing is known of \${{ ${key} }}`);
      return found;
    });
  for (const step of workflow(name).jobs[job]?.steps ?? []) {
    if (step.run === undefined) continue;
    writeFileSync(at('output'), '');
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value)]),
    );
    const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', filled(step.run)], {
      cwd: at(step['working-directory'] ?? '.'),
      env: { PATH: `${at('bin')}:/usr/bin:/bin`, GITHUB_OUTPUT: at('output'), ...env },
      encoding: 'utf8',
    });
    expect(status, `${step.name ?? step.run}: ${stderr}`).toBe(0);
    for (const line of readFileSync(at('output'), 'utf8').split('\n').filter(Boolean)) {
      const [key = '', value = ''] = line.split('=');
      values.set(`steps.${step.id ?? ''}.outputs.${key}`, value);
    }
  }
  return readFileSync(at('calls'), 'utf8')
    .replaceAll(`${root.split('/').at(-1) ?? ''}$`, '$')
    .split('\n')
    .filter(Boolean);
}

describe('deploy.yml', () => {
  it.each([
    ['refs/heads/develop', 'dev'],
    ['refs/heads/main', 'prod'],
  ])('builds, synthesizes and tests %s for %s', (ref, environment) => {
    expect(run('deploy.yml', 'test', { 'github.ref': ref })).toEqual([
      '$ npm ci',
      `$ npm run build --workspace frontend # ${environment}`,
      `infrastructure$ npx cdk synth --quiet --context environment=${environment}`,
      '$ npm run check',
      '$ npm test',
    ]);
  });

  it('deploys to the environment that its job before has determined', () => {
    const calls = run('deploy.yml', 'deploy', { 'needs.test.outputs.environment': 'prod' });

    expect(calls).toEqual(['$ npm ci', '$ npm run deploy -- prod --tested --approved']);
  });

  it('waits for approval, one at a time, and is never broken off', () => {
    const { deploy } = workflow('deploy.yml').jobs;

    expect(deploy?.environment).toBe('${{ needs.test.outputs.environment }}');
    expect(deploy?.concurrency).toEqual({
      group: '${{ needs.test.outputs.environment }}',
      'cancel-in-progress': false,
    });
  });
});

describe('rollback.yml', () => {
  it.each([
    ['', '$ npm run rollback -- prod --approved'],
    ['0.1.0-1111111-abcdef01', '$ npm run rollback -- prod 0.1.0-1111111-abcdef01 --approved'],
    // What somebody typed stays a word.
    ['$(touch broken)', '$ npm run rollback -- prod $(touch broken) --approved'],
  ])('with version "%s" runs `%s`', (version, command) => {
    const calls = run('rollback.yml', 'rollback', {
      'inputs.environment': 'prod',
      'inputs.version': version,
    });

    expect(calls).toEqual(['$ npm ci', command]);
    expect(readdirSync(root)).not.toContain('broken');
  });

  it('shares its turn with deployments', () => {
    expect(workflow('rollback.yml').concurrency).toEqual({
      group: '${{ inputs.environment }}',
      'cancel-in-progress': false,
    });
  });
});

describe('ci.yml', () => {
  it('checks and tests', () => {
    expect(run('ci.yml', 'test', {})).toEqual(['$ npm ci', '$ npm run check', '$ npm test']);
  });

  it('compares what was with what would be, and comments', () => {
    const given = {
      'github.token': 't',
      'github.repository': 'a/b',
      'github.event.pull_request.number': '7',
    };
    const calls = run('ci.yml', 'preview', given);

    const each = (version: string) => [
      `${version}$ npm ci`,
      `${version}$ npm run build --workspace frontend # prod`,
      'infrastructure$ npx cdk synth --quiet --context environment=dev --output cdk.out/dev',
      'infrastructure$ npx cdk synth --quiet --context environment=prod --output cdk.out/prod',
    ];
    expect(calls).toEqual([
      ...each('base'),
      ...each('head'),
      '$ node head/infrastructure/bin/preview.ts base head',
      '$ gh pr comment 7 --body-file preview.md --edit-last --create-if-none',
    ]);
  });
});

describe.each(names)('%s', (name) => {
  const { permissions, jobs } = workflow(name);

  it('has no key that lasts: what reaches AWS signs in with a token of the run', () => {
    expect(text(name)).not.toMatch(/ACCESS_KEY|SECRET_KEY/i);
    for (const { steps, permissions: own } of Object.values(jobs)) {
      const signsIn = steps.some(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'));
      if (signsIn) expect(own).toEqual({ contents: 'read', 'id-token': 'write' });
      else expect(own ?? {}).not.toHaveProperty('id-token');
    }
  });

  it('reads the repository, and does more only where a job says so', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const { steps } of Object.values(jobs)) {
      for (const { uses, with: words } of steps) {
        if (uses?.startsWith('actions/checkout@'))
          expect(words).toMatchObject({ 'persist-credentials': false });
      }
    }
  });

  it('runs scripts that bash understands', () => {
    for (const { run: script = '' } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      execFileSync('bash', ['-n', '-c', script]);
    }
  });
});
