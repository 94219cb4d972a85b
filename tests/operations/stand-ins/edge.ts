import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { Answer } from './intercept.ts';

interface Kept {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A CloudFront that keeps whatever it has served until it is told to forget. */
export class Edge {
  readonly #s3: S3Client;
  readonly #bucket: string;
  readonly #kept = new Map<string, Kept>();
  /** A path that is served with something in it that was not put there, and one that is not served. */
  corrupt: string | undefined;
  missing: string | undefined;
  /** Looks that every invalidation has to be waited for. */
  looks = 1;
  /** Looks that an invalidation has still to be waited for, by its id. */
  readonly #invalidations = new Map<string, number>();

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  readonly answer: Answer = (command, input: { readonly Id?: string }) => {
    if (command === 'CreateInvalidation') {
      this.#kept.clear();
      const id = `I${this.#invalidations.size + 1}`;
      this.#invalidations.set(id, this.looks);
      return Promise.resolve({ Invalidation: { Id: id, Status: 'InProgress' } });
    }
    const left = this.#invalidations.get(input.Id ?? '') ?? 0;
    this.#invalidations.set(input.Id ?? '', left - 1);
    return Promise.resolve({ Invalidation: { Id: input.Id, Status: left > 0 ? 'InProgress' : 'Completed' } });
  };

  /** As time makes it. */
  forget(): void {
    this.#kept.clear();
  }

  async get(path: string, bucket = this.#bucket): Promise<Response> {
    const key = path === '/' ? 'index.html' : path.slice(1);
    const kept = this.#kept.get(`${bucket}/${key}`) ?? (await this.#fetch(bucket, key));
    this.#kept.set(`${bucket}/${key}`, kept);
    return new Response(kept.body, { status: kept.status });
  }

  async #fetch(bucket: string, key: string): Promise<Kept> {
    if (key === this.missing) return { status: 404, body: new Uint8Array() };
    if (key === this.corrupt) return { status: 200, body: new Uint8Array(Buffer.from('corrupt')) };
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return { status: 200, body: new Uint8Array((await Body?.transformToByteArray()) ?? []) };
    } catch (error) {
      if (error instanceof NoSuchKey) return { status: 404, body: new Uint8Array() };
      throw error;
    }
  }
}
