/** The document's `cdk deploy --app "npx ts-node bin/app.ts@PREVIOUS_COMMIT"`, as far as it goes without an account: with `synth`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ROOT } from '../support/server.ts';

// npx, cdk and npm ci take seconds each.
vi.setConfig({ testTimeout: 120_000 });

/** An app that writes a template which says of which version it is. */
const app = (version: string): string => `
  import { mkdirSync, writeFileSync } from 'node:fs';
  const out: string = process.env['CDK_OUTDIR'] ?? '';
  mkdirSync(out, { recursive: true });
  const properties = { templateFile: 'a.json' };
  const artifacts = { a: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/us-east-1', properties } };
  writeFileSync(out + '/manifest.json', JSON.stringify({ version: '48.0.0', artifacts }));
  writeFileSync(out + '/a.json', JSON.stringify({ Description: '${version}' }));
`;

let root: string;
let hashes: string[];

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'previous-'));
  git('init', '--quiet');
  put('.gitignore', 'node_modules\ncdk.out\n');
  const manifest = { name: 'fixture', version: '1.0.0', type: 'module' };
  put('package.json', JSON.stringify(manifest));
  put('package-lock.json', JSON.stringify({ ...manifest, lockfileVersion: 3, packages: { '': manifest } }));
  hashes = ['version 1', 'version 2'].map((version) => {
    put('infrastructure/bin/app.ts', app(version));
    git('add', '-A');
    git('commit', '--quiet', '-m', version);
    return git('rev-parse', 'HEAD');
  });
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(
    join(ROOT, 'infrastructure', 'bin', 'ts-node.ts'),
    join(root, 'node_modules', '.bin', 'ts-node'),
  );
});

afterEach(() => {
  for (const hash of hashes)
    rmSync(join(tmpdir(), `agentic-service-bot-${hash}`), { recursive: true, force: true });
  rmSync(root, { recursive: true });
});

/** Runs the CDK with the document's `--app`; returns what the template says. */
function synth(at: string): unknown {
  const env = { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` };
  execFileSync(
    join(ROOT, 'node_modules', '.bin', 'cdk'),
    ['synth', '--quiet', '--app', `npx ts-node bin/app.ts${at}`],
    {
      cwd: join(root, 'infrastructure'),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return JSON.parse(readFileSync(join(root, 'infrastructure', 'cdk.out', 'a.json'), 'utf8'));
}

it('makes the template of that commit, with the packages of that commit', () => {
  expect(synth('')).toEqual({ Description: 'version 2' });
  expect(synth(`@${hashes[0] ?? ''}`)).toEqual({ Description: 'version 1' });
});

it('says that there is no such commit', () => {
  expect(() => synth('@0000000')).toThrow(/There is no commit "0000000" here/);
});
