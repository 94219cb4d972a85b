import type { S3Client } from '@aws-sdk/client-s3';
import { historyPrefix } from './artifacts.ts';
import type { Environment } from './environment.ts';
import { headersOf } from './headers.ts';
import { list, write } from './objects.ts';
import type { Release } from './release.ts';

/** `deploying`, `returning`: from here on it may be in use, by a deployment or a rollback. `live`: it has shown that it works. */
const STAGES = ['deploying', 'returning', 'live'] as const;
export type Stage = (typeof STAGES)[number];

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
    const [at = '', word, version = ''] = key
      .slice(prefix.length)
      .replace(/\.json$/, '')
      .split('_');
    const stage = STAGES.find((one) => one === word);
    return stage === undefined ? [] : [{ at, stage, version }];
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

/**
 * Where a rollback goes that names no version: on to where one that did not end was going, else to the newest release
 * before the current one that has worked. Never to what was gone back from.
 *
 * @param releases the newest first
 */
export function rollbackTarget(history: readonly Event[], releases: readonly Release[]): string | undefined {
  const last = history.at(-1);
  if (last?.stage === 'returning') return last.version;
  const worked = new Set(history.filter(({ stage }) => stage === 'live').map(({ version }) => version));
  const current = releases.findIndex(({ version }) => version === currentVersion(history));
  return releases.slice(current + 1).find(({ version }) => worked.has(version))?.version;
}
