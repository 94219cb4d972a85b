import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
  type CopyObjectCommandInput,
  type DeleteObjectCommandInput,
  type ListObjectVersionsCommandInput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Answer } from './intercept.ts';

interface Version {
  readonly bucket: string;
  readonly key: string;
  readonly id: string;
  readonly at: Date;
  /** Undefined: the key was deleted. */
  readonly content:
    { readonly body: Uint8Array; readonly type?: string; readonly cache?: string } | undefined;
}

/** What fauxqs does not know of S3: versions of objects, and writing only where nothing is. */
export class VersionedS3 {
  readonly #raw: S3Client;
  readonly #now: () => Date;
  #versions: Version[] = [];

  constructor(raw: S3Client, now: () => Date) {
    this.#raw = raw;
    this.#now = now;
  }

  forget(): void {
    this.#versions = [];
  }

  readonly answer: Answer = async (command, input, next) => {
    switch (command) {
      case 'PutObject':
        return this.#put(input, next);
      case 'CopyObject':
        return this.#copy(input, next);
      case 'DeleteObject': {
        const { Bucket: bucket = '', Key: key = '' }: DeleteObjectCommandInput = input;
        const output = await next();
        this.#remember(bucket, key, undefined);
        return output;
      }
      case 'ListObjectVersions':
        return this.#list(input);
      default:
        return next();
    }
  };

  async #put(input: PutObjectCommandInput, next: () => Promise<unknown>): Promise<unknown> {
    const { Bucket: bucket = '', Key: key = '' } = input;
    if (input.IfNoneMatch === '*' && (await this.#read(bucket, key)) !== undefined) {
      throw new S3ServiceException({
        name: 'PreconditionFailed',
        message: 'At least one of the pre-conditions you specified did not hold',
        $fault: 'client',
        $metadata: { httpStatusCode: 412 },
      });
    }
    const output = await next();
    this.#remember(bucket, key, await this.#read(bucket, key));
    return output;
  }

  async #copy(input: CopyObjectCommandInput, next: () => Promise<unknown>): Promise<unknown> {
    const { Bucket: bucket = '', Key: key = '', CopySource: source = '' } = input;
    const [path = '', id] = source.split('?versionId=');
    if (id === undefined) {
      const output = await next();
      this.#remember(bucket, key, await this.#read(bucket, key));
      return output;
    }
    const [from = '', ...segments] = path.split('/').map(decodeURIComponent);
    const version = this.#versions.find(
      (one) => one.bucket === from && one.key === segments.join('/') && one.id === id,
    );
    if (version?.content === undefined) throw new Error(`There is no version ${source}`);
    const { body, type, cache } = version.content;
    await this.#raw.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type, CacheControl: cache }),
    );
    this.#remember(bucket, key, version.content);
    return {};
  }

  #list({ Bucket: bucket }: ListObjectVersionsCommandInput): unknown {
    const ofBucket = this.#versions.filter((version) => version.bucket === bucket);
    const described = ofBucket.map((version) => ({
      Key: version.key,
      VersionId: version.id,
      LastModified: version.at,
      IsLatest: ofBucket.findLast(({ key }) => key === version.key) === version,
      deleted: version.content === undefined,
    }));
    return {
      Versions: described.filter(({ deleted }) => !deleted),
      DeleteMarkers: described.filter(({ deleted }) => deleted),
    };
  }

  async #read(bucket: string, key: string): Promise<Version['content']> {
    try {
      const found = await this.#raw.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const body = await found.Body?.transformToByteArray();
      if (body === undefined) return undefined;
      return {
        body,
        ...(found.ContentType !== undefined && { type: found.ContentType }),
        ...(found.CacheControl !== undefined && { cache: found.CacheControl }),
      };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  #remember(bucket: string, key: string, content: Version['content']): void {
    this.#versions.push({ bucket, key, id: `v${this.#versions.length + 1}`, at: this.#now(), content });
  }
}
