import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export interface Seen {
  readonly text: string | undefined;
  readonly type: string | undefined;
  readonly cache: string | undefined;
}

/** An object as it is. With `text` it is overwritten first, as by somebody who goes around the commands. */
export async function objectIn(s3: S3Client, bucket: string, key: string, text?: string): Promise<Seen> {
  if (text !== undefined) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return {
    text: await found.Body?.transformToString(),
    type: found.ContentType,
    cache: found.CacheControl,
  };
}

export async function keysIn(s3: S3Client, bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key = '' }) => Key);
}
