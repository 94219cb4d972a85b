import type { S3Client } from '@aws-sdk/client-s3';
import { historyPrefix } from './artifacts.ts';
import type { Environment } from './environment.ts';
import { headersOf } from './headers.ts';
import { list, write } from './objects.ts';

/** `begun`: from here on it may be in use. `live`: it answered as it should. */
export type Stage = 'begun' | 'live';

export interface Event {
  /** ISO 8601. */
  readonly at: string;
  readonly stage: Stage;
  readonly version: string;
}

/** What was deployed to an environment, the oldest first. */
export async function readHistory(s3: S3Client, bucket: string, environment: Environment): Promise<Event[]> {
  const prefix = historyPrefix(environment);
  return (await list(s3, bucket, prefix)).flatMap((key) => {
    const groups = /^(?<at>[^_]+)_(?<stage>begun|live)_(?<version>.+)\.json$/.exec(
      key.slice(prefix.length),
    )?.groups;
    if (groups === undefined) return [];
    const { at = '', stage, version = '' } = groups;
    return [{ at, stage: stage === 'live' ? 'live' : 'begun', version }];
  });
}

export async function recordEvent(
  s3: S3Client,
  bucket: string,
  environment: Environment,
  event: Event,
  by: string,
): Promise<void> {
  const key = `${historyPrefix(environment)}${event.at}_${event.stage}_${event.version}.json`;
  await write(s3, { bucket, key }, JSON.stringify({ ...event, by }), headersOf(key));
}

/** The version that is in use, if the last command ended; else the one that may be. */
export const currentVersion = (history: readonly Event[]): string | undefined => history.at(-1)?.version;

/** The version that last answered as it should before the current one: where a rollback goes. */
export const previousVersion = (history: readonly Event[]): string | undefined =>
  history.findLast(({ stage, version }) => stage === 'live' && version !== currentVersion(history))?.version;
