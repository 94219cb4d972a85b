import type { S3Client } from '@aws-sdk/client-s3';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { assemblyPrefix, frontendPrefix, manifestKey, releasesPrefix } from './artifacts.ts';
import { CommandError } from './command-error.ts';
import { ENVIRONMENTS, type Environment } from './environment.ts';
import { fileSchema, filesIn, sha256, type File } from './files.ts';
import { headersOf } from './headers.ts';
import { list, read, writeOnce } from './objects.ts';
import { tableOverridesSchema, type TableOverrides } from './table-overrides.ts';

const NEVER_CHANGES = { contentType: 'application/octet-stream', cacheControl: 'no-cache' } as const;

/** What was built for one environment from one commit, and is deployed, and deployed again, as it is. */
export const releaseSchema = z.strictObject({
  /** The package's version, the commit and the content, so that another content is another version. */
  version: z.string().regex(/^[0-9A-Za-z.-]+$/),
  environment: z.enum(ENVIRONMENTS),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  recordedAt: z.iso.datetime(),
  /** ARN of who recorded it. */
  recordedBy: z.string(),
  /** Versions of stored items: which it writes, and the newest that it reads. */
  data: z.strictObject({ writes: z.int(), reads: z.int() }),
  /** Tables that it uses instead of those of its template. */
  tables: tableOverridesSchema,
  frontend: z.array(fileSchema).min(1),
  assembly: z.array(fileSchema).min(1),
});
export type Release = z.infer<typeof releaseSchema>;

export interface Built {
  readonly environment: Environment;
  /** Of `package.json`. */
  readonly packageVersion: string;
  readonly commit: string;
  readonly data: Release['data'];
  readonly tables: TableOverrides;
  /** Folders. */
  readonly frontend: string;
  readonly assembly: string;
}

/** What a synthesis tells of itself: other times with every run, and nothing that a deployment reads. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['performance-counters.json', 'validation-report.json']);

/** Describes what was built. */
export async function describeRelease(built: Built, recordedAt: Date, recordedBy: string): Promise<Release> {
  const { environment, packageVersion, commit, data, tables } = built;
  const frontend = await filesIn(built.frontend);
  const assembly = (await filesIn(built.assembly)).filter(({ path }) => !OF_THE_RUN.has(path));
  const content = sha256(JSON.stringify({ data, tables, frontend, assembly })).slice(0, 8);
  return releaseSchema.parse({
    version: `${packageVersion}-${commit.slice(0, 7)}-${content}`,
    ...{ environment, commit, recordedAt: recordedAt.toISOString(), recordedBy, data, tables },
    ...{ frontend, assembly },
  });
}

/** Keeps a release in the artifacts bucket. One that is there already stays as it is. */
export async function recordRelease(
  s3: S3Client,
  bucket: string,
  release: Release,
  { frontend, assembly }: Pick<Built, 'frontend' | 'assembly'>,
): Promise<void> {
  const { environment, version } = release;
  if ((await read(s3, { bucket, key: manifestKey(environment, version) })) !== undefined) return;
  for (const { path } of release.frontend) {
    const key = frontendPrefix(version) + path;
    await writeOnce(s3, { bucket, key }, await readFile(join(frontend, path)), headersOf(path));
  }
  for (const { path } of release.assembly) {
    const key = assemblyPrefix(environment, version) + path;
    await writeOnce(s3, { bucket, key }, await readFile(join(assembly, path)), NEVER_CHANGES);
  }
  await writeOnce(
    s3,
    { bucket, key: manifestKey(environment, version) },
    JSON.stringify(release, null, 2),
    headersOf('release.json'),
  );
}

/** All complete releases of an environment, the newest first. */
export async function listReleases(
  s3: S3Client,
  bucket: string,
  environment: Environment,
): Promise<Release[]> {
  const keys = await list(s3, bucket, releasesPrefix(environment));
  const releases: Release[] = [];
  for (const key of keys.filter((name) =>
    /^[^/]+\/release\.json$/.test(name.slice(releasesPrefix(environment).length)),
  )) {
    releases.push(parseRelease(await read(s3, { bucket, key }), key));
  }
  return releases.sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
}

function parseRelease(content: Uint8Array | undefined, key: string): Release {
  try {
    return releaseSchema.parse(JSON.parse(Buffer.from(content ?? []).toString()));
  } catch (error) {
    throw new CommandError(
      `${key} in the artifacts bucket can’t be read: ${String(error)}`,
      'Go back to the object’s first version; a recorded release never changes.',
    );
  }
}

/** A file of a recorded release. @throws CommandError if it is not as it was recorded */
export async function readRecorded(
  s3: S3Client,
  bucket: string,
  prefix: string,
  { path, sha256: recorded }: File,
): Promise<Uint8Array> {
  const key = prefix + path;
  const content = await read(s3, { bucket, key });
  if (content !== undefined && sha256(content) === recorded) return content;
  throw new CommandError(
    `s3://${bucket}/${key} is ${content === undefined ? 'gone' : 'not what was recorded'}.`,
    'Go back to the object’s first version, or choose another release.',
  );
}
