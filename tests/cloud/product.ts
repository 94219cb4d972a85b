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
const assemblies = new Map<string, Promise<Assembly>>();

/**
 * The product as it would be deployed: from the folder that `CLOUD_PRODUCT` names, or built now, once. `context` is what
 * else `cdk deploy` would be given; with any, the stack is synthesized for it.
 */
export async function product(
  environment: Environment,
  context: Readonly<Record<string, string>> = {},
): Promise<Assembly> {
  const given = process.env['CLOUD_PRODUCT'];
  if (given !== undefined && Object.keys(context).length === 0) {
    return await readAssembly(join(given, environment));
  }
  const folder = given ?? (await (built ??= buildProduct([]))).folder;
  const key = JSON.stringify([environment, context]);
  const found = assemblies.get(key) ?? synthesized(folder, environment, context);
  assemblies.set(key, found);
  return await found;
}

async function synthesized(
  folder: string,
  environment: Environment,
  context: Readonly<Record<string, string>>,
): Promise<Assembly> {
  const own = await mkdtemp(join(folder, `${environment}-`));
  assemble({ environment, ...context }, join(folder, 'bundles'), own);
  return await readAssembly(own);
}

/** Removes what was built here. */
export async function removeProduct(): Promise<void> {
  await (await built)?.remove();
  built = undefined;
  assemblies.clear();
}
