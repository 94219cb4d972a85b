import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions, type Bundle } from '@agentic-service-bot/aws/bundle';
import { assemble } from '@agentic-service-bot/infrastructure/synthesize';
import { ROOT } from '../support/server.ts';
import { readAssembly, type Assembly } from './template/assembly.ts';

export type Environment = 'dev' | 'prod';

/** What a deploy of the product would upload, in a folder. */
export interface Product {
  readonly folder: string;
  readonly bundles: readonly Bundle[];
  remove(): Promise<void>;
}

/** Bundles the functions and synthesizes the stack of each environment, as a deploy does. */
export async function buildProduct(environments: readonly Environment[]): Promise<Product> {
  const cache = join(ROOT, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'product-'));
  const target = join(folder, 'bundles');
  const bundles = await bundleFunctions(target);
  for (const environment of environments) assemble({ environment }, target, join(folder, environment));
  return { folder, bundles, remove: () => rm(folder, { recursive: true }) };
}

let built: Promise<Product> | undefined;

/** The product as it would be deployed: from the folder that `CLOUD_PRODUCT` names, or built now, once. */
export async function product(environment: Environment): Promise<Assembly> {
  const folder = process.env['CLOUD_PRODUCT'] ?? (await (built ??= buildProduct(['dev', 'prod']))).folder;
  return await readAssembly(join(folder, environment));
}

/** Removes what was built here. */
export async function removeProduct(): Promise<void> {
  await (await built)?.remove();
  built = undefined;
}
