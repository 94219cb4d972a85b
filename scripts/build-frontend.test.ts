import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** Stands for Vite: empties the folder, and leaves a page that names what it was built for. */
const BUILD =
  `const fs = require('node:fs'); fs.rmSync('build', { recursive: true, force: true }); fs.mkdirSync('build'); ` +
  `fs.writeFileSync('build/index.html', process.env.NODE_ENV + ' ' + process.env.REACT_APP_ENV)`;

let root: string;
const at = (...path: string[]) => join(root, ...path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-frontend-'));
  mkdirSync(at('scripts'));
  mkdirSync(at('frontend', 'src'), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'build-frontend.ts'), at('scripts', 'build-frontend.ts'));
  writeFileSync(at('package.json'), JSON.stringify({ type: 'module', workspaces: ['frontend'] }));
  writeFileSync(at('frontend', 'build.cjs'), BUILD);
  writeFileSync(
    at('frontend', 'package.json'),
    JSON.stringify({ name: 'frontend', version: '1.0.0', scripts: { build: 'node build.cjs' } }),
  );
  writeFileSync(at('frontend', 'src', 'main.tsx'), '');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Runs the script; returns what it said. */
const start = () =>
  execFileSync(process.execPath, [at('scripts', 'build-frontend.ts')], { encoding: 'utf8' });

test('builds once, for this machine', () => {
  expect(start()).toContain('Building');
  expect(readFileSync(at('frontend', 'build', 'index.html'), 'utf8')).toBe('production local');
  expect(start()).toBe('');
});

test('builds again after a change', () => {
  start();
  const later = new Date(Date.now() + 60_000);
  utimesSync(at('frontend', 'src', 'main.tsx'), later, later);
  expect(start()).toContain('Building');
});

test('builds again over a build for another environment', () => {
  start();
  execFileSync(process.execPath, ['build.cjs'], { cwd: at('frontend'), env: { REACT_APP_ENV: 'prod' } });
  expect(start()).toContain('Building');
  expect(readFileSync(at('frontend', 'build', 'index.html'), 'utf8')).toBe('production local');
});

test('a build that fails fails the start, and is tried again', () => {
  writeFileSync(at('frontend', 'build.cjs'), 'process.exitCode = 3');
  expect(start).toThrow();
  expect(start).toThrow();
});
