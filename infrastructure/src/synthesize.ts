import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { readSettings } from './settings.ts';
import { BotStack } from './stack.ts';
import type { Template } from './template.ts';

const CDK_JSON = join(import.meta.dirname, '..', 'cdk.json');

/** The context that `cdk` reads from `cdk.json`. */
export const CONTEXT = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(CDK_JSON, 'utf8'))).context;

/**
 * The template that `cdk synth` would write with this `--context`. The folder of bundles has one for each function;
 * without it they are empty, for whom the template alone matters.
 */
export function synthesize(context: Readonly<Record<string, unknown>>, bundles?: string): Template {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    return assemble(context, bundles ?? emptyBundles(folder), join(folder, 'cdk.out'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes all that `cdk deploy` would upload into a folder: the template, and the bundles as its assets. */
export function assemble(
  context: Readonly<Record<string, unknown>>,
  bundles: string,
  outdir: string,
): Template {
  const app = new App({ context: { ...CONTEXT, ...context }, outdir });
  const stack = new BotStack(app, readSettings(app.node.getAllContext() as Record<string, unknown>), bundles);
  return app.synth().getStackByName(stack.stackName).template as Template;
}

function emptyBundles(folder: string): string {
  const bundles = join(folder, 'bundles');
  for (const name of Object.keys(FUNCTIONS)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), '');
  }
  return bundles;
}
