import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { overridesKey } from './artifacts.ts';
import type { Environment } from './environment.ts';
import { headersOf } from './headers.ts';
import { read, write } from './objects.ts';

/** Tables that stand in for those of the stack since a restore: physical names by the tables' names. */
export const tableOverridesSchema = z.record(z.string(), z.string());
export type TableOverrides = z.infer<typeof tableOverridesSchema>;

/** The overrides that hold in an environment. Every deployment reads them, so that none goes back by accident. */
export async function readOverrides(
  s3: S3Client,
  bucket: string,
  environment: Environment,
): Promise<TableOverrides> {
  const content = await read(s3, { bucket, key: overridesKey(environment) });
  if (content === undefined) return {};
  return tableOverridesSchema.parse(JSON.parse(Buffer.from(content).toString()));
}

export async function writeOverrides(
  s3: S3Client,
  bucket: string,
  environment: Environment,
  overrides: TableOverrides,
): Promise<void> {
  const key = overridesKey(environment);
  await write(s3, { bucket, key }, JSON.stringify(overrides, null, 2), headersOf(key));
}

/** What tells the CDK app of them. */
export const contextOf = (overrides: TableOverrides): string[] =>
  Object.entries(overrides).flatMap(([table, name]) => ['--context', `tableOverrides.${table}=${name}`]);
