import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CommandError } from './command-error.ts';
import { sha256 } from './files.ts';

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
}

interface Headers {
  readonly contentType: string;
  readonly cacheControl: string;
}

const at = ({ bucket, key }: StoredObject) => ({ Bucket: bucket, Key: key });

/** The status that answers a look at a bucket: 404 if nobody has one of that name, 403 or 301 if it is another account's. */
export async function statusOf(s3: S3Client, bucket: string): Promise<number> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return 200;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode !== undefined) {
      return error.$metadata.httpStatusCode;
    }
    throw error;
  }
}

/** The content of an object; undefined if there is none. */
export async function read(s3: S3Client, object: StoredObject): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(at(object)));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** Writes an object over whatever is there. */
export async function write(
  s3: S3Client,
  object: StoredObject,
  content: Uint8Array | string,
  { contentType, cacheControl }: Headers,
): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      ...at(object),
      Body: content,
      ContentType: contentType,
      CacheControl: cacheControl,
    }),
  );
}

/**
 * Writes an object that never changes: a second time is fine if it says the same.
 *
 * @throws CommandError if something else is there
 */
export async function writeOnce(
  s3: S3Client,
  object: StoredObject,
  content: Uint8Array | string,
  { contentType, cacheControl }: Headers,
): Promise<void> {
  try {
    await s3.send(
      new PutObjectCommand({
        ...at(object),
        Body: content,
        ContentType: contentType,
        CacheControl: cacheControl,
        IfNoneMatch: '*',
      }),
    );
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 412) throw error;
    const found = await read(s3, object);
    if (found !== undefined && sha256(found) === sha256(content)) return;
    throw new CommandError(
      `s3://${object.bucket}/${object.key} is there already and says something else.`,
      'Somebody changed a recorded release. Make a new commit and deploy that.',
    );
  }
}

/** Copies an object with its headers, always, whatever its size and age. */
export async function copy(
  s3: S3Client,
  from: StoredObject & { readonly version?: string },
  to: StoredObject,
): Promise<void> {
  const version = from.version === undefined ? '' : `?versionId=${encodeURIComponent(from.version)}`;
  const source = [from.bucket, ...from.key.split('/')].map(encodeURIComponent).join('/');
  await s3.send(new CopyObjectCommand({ ...at(to), CopySource: `${source}${version}` }));
}

/** Removes an object; where the bucket has versions, the earlier ones stay. */
export async function remove(s3: S3Client, object: StoredObject): Promise<void> {
  await s3.send(new DeleteObjectCommand(at(object)));
}

/** The keys with that beginning, in order. */
export async function list(s3: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  }
  return keys;
}
