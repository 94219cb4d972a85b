import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import workspaceRoot from '../../package.json' with { type: 'json' };
import type { Gate } from '../../scripts/gates.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SCOPE = '@agentic-service-bot';
const CONFIGS = [
  'dependency-cruiser.config.ts',
  'eslint.config.ts',
  'knip.config.ts',
  // Which `vitest.config.ts` asks.
  'tests/e2e/one-machine.ts',
  'tsconfig.json',
  'vitest.config.ts',
];

/** A small workspace in a temporary folder, under the project's own gates. */
export interface Project {
  /** Runs a gate there, with these arguments too, to its end. */
  run(gate: Gate, ...more: string[]): { code: number | null; stdout: string };
  remove(): void;
}

/**
 * Makes a project of these files, by their paths. Every `package.json` among them is a workspace, found under its
 * name as npm would link it; the packages of the registry are this project's.
 */
export function makeProject(files: Record<string, string>): Project {
  const root = mkdtempSync(join(tmpdir(), 'gates-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const config of CONFIGS) {
    mkdirSync(dirname(join(root, config)), { recursive: true });
    copyFileSync(join(ROOT, config), join(root, config));
  }

  const packages = join(root, 'node_modules');
  mkdirSync(join(packages, SCOPE), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== SCOPE && name !== '.bin')
      symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  }
  const workspaces = Object.keys(files)
    .filter((path) => path.endsWith('/package.json'))
    .map(dirname);
  for (const path of workspaces) {
    const name = path.replace(/^.*\//, '');
    symlinkSync(join(root, path), join(packages, SCOPE, name));
  }
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...workspaceRoot, workspaces }));

  return {
    run({ tool, args }, ...more) {
      const bin = join(ROOT, 'node_modules', '.bin', tool);
      const { status, stdout } = spawnSync(process.execPath, [bin, ...args, ...more], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return { code: status, stdout };
    },
    remove() {
      rmSync(root, { recursive: true });
    },
  };
}

/** The `package.json` of a workspace whose surface is `exports`. */
export function manifest(
  name: string,
  {
    exports = { '.': './src/index.ts' },
    dependencies = {},
  }: Partial<Record<'exports' | 'dependencies', object>>,
): string {
  return JSON.stringify({
    name: `${SCOPE}/${name}`,
    version: '0.1.0',
    type: 'module',
    exports,
    dependencies,
  });
}
