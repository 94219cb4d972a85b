import { spawnSync } from 'node:child_process';
import { ROOT } from './server.ts';

/** Builds the frontend that servers serve, if what is built is not up to date. */
export function buildFrontend(): void {
  const build = spawnSync(process.execPath, ['scripts/build-frontend.ts'], { cwd: ROOT, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`The frontend was not built.\n${build.stdout}${build.stderr}`);
}
