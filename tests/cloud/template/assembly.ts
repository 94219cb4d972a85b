import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseTemplate, type Template } from './template.ts';

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** What the CDK app made of one stack. */
export interface Assembly {
  readonly stack: string;
  readonly template: Template;
  /** Where the files of an asset are, by the key that the template names it with. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads a folder that the CDK app synthesized into: exactly what a deploy would upload. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown;
  const { artifacts } = manifest.parse(await read('manifest.json'));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [only, ...more] = stacks;
  if (only === undefined || more.length > 0)
    throw new Error(`${folder} holds ${stacks.length} stacks, not one.`);
  const [stack, { properties }] = only;
  const { files } = assets.parse(await read(`${stack}.assets.json`));
  return {
    stack,
    template: parseTemplate(await read(String(properties['templateFile']))),
    assets: new Map(
      Object.values(files).flatMap(({ source, destinations }) =>
        Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, source.path)]),
      ),
    ),
  };
}
