import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** What a key held at some time; undefined: nothing. */
export interface Moment {
  readonly key: string;
  readonly version: string | undefined;
  /** When it was put there; undefined: never. */
  readonly at: Date | undefined;
  /** Whether it holds the same still. */
  readonly isLatest: boolean;
}

interface Change extends Moment {
  readonly at: Date;
}

/** What each key of a versioned bucket held at that time. Keys that came later are among them, as nothing. */
export async function momentsAt(s3: S3Client, bucket: string, time: Date): Promise<Moment[]> {
  const changes = Map.groupBy(await changesIn(s3, bucket), ({ key }) => key);
  return [...changes].map(([key, ofKey]) => {
    const [last] = ofKey.filter(({ at }) => at <= time).sort((a, b) => b.at.getTime() - a.at.getTime());
    return last ?? { key, version: undefined, at: undefined, isLatest: false };
  });
}

async function changesIn(s3: S3Client, bucket: string): Promise<Change[]> {
  const changes: Change[] = [];
  for (let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}; next !== undefined;) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...next }),
    );
    for (const { Key: key = '', VersionId, LastModified: at = new Date(0), IsLatest } of page.Versions ??
      []) {
      changes.push({ key, version: VersionId, isLatest: IsLatest ?? false, at });
    }
    for (const { Key: key = '', LastModified: at = new Date(0), IsLatest } of page.DeleteMarkers ?? []) {
      changes.push({ key, version: undefined, isLatest: IsLatest ?? false, at });
    }
    const { NextKeyMarker, NextVersionIdMarker } = page;
    next =
      NextKeyMarker === undefined
        ? undefined
        : {
            KeyMarker: NextKeyMarker,
            ...(NextVersionIdMarker !== undefined && { VersionIdMarker: NextVersionIdMarker }),
          };
  }
  return changes;
}
