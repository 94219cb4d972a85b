import type { S3Client } from '@aws-sdk/client-s3';
import { frontendPrefix } from './artifacts.ts';
import { sha256, type File } from './files.ts';
import { headersOf, isHashed } from './headers.ts';
import { copy, list, remove, write } from './objects.ts';
import type { Release } from './release.ts';

/** Beside the pages: what the stack's outputs tell them. */
export const CONFIG = 'config.json';
const PAGE = 'index.html';

/** All that is to be served of a release. */
export const servedOf = (release: Release, config: string): File[] => [
  ...release.frontend,
  { path: CONFIG, size: Buffer.byteLength(config), sha256: sha256(config) },
];

/**
 * In which order files are put: those named after their content first, the page last. Whoever loads the page
 * meanwhile finds all that it names, before and after.
 */
export const inOrder = (paths: readonly string[]): string[] => {
  const rank = (path: string) => (path === PAGE ? 3 : path === CONFIG ? 2 : isHashed(path) ? 0 : 1);
  return [...paths].sort((a, b) => rank(a) - rank(b));
};

/**
 * Puts a recorded frontend into the site's bucket, every file of it: a copy that skips what looks the same leaves a
 * newer page of the same size in its place. Files named after their content stay, for pages that are open; of the
 * others, what the release does not have is removed, which the bucket's versions can take back.
 */
export async function publish(
  s3: S3Client,
  { artifacts, site }: { readonly artifacts: string; readonly site: string },
  release: Release,
  config: string,
): Promise<void> {
  const paths = inOrder(servedOf(release, config).map(({ path }) => path));
  for (const path of paths) {
    const to = { bucket: site, key: path };
    if (path === CONFIG) await write(s3, to, config, headersOf(path));
    else await copy(s3, { bucket: artifacts, key: frontendPrefix(release.version) + path }, to);
  }
  const kept = new Set(paths);
  for (const key of await list(s3, site, '')) {
    if (!kept.has(key) && !isHashed(key)) await remove(s3, { bucket: site, key });
  }
}
