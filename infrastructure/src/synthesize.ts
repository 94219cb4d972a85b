import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { AccountStack } from './account.ts';
import { readAccountSettings } from './account-settings.ts';
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
  return inFolder((folder) => assemble(context, bundles ?? emptyBundles(folder), join(folder, 'cdk.out')));
}

/** Writes all that `cdk deploy` would upload into a folder: the template, and the bundles as its assets. */
export function assemble(
  context: Readonly<Record<string, unknown>>,
  bundles: string,
  outdir: string,
): Template {
  return templateOf(environmentApp(context, bundles, outdir));
}

/** The template of what an account has once. */
export function synthesizeAccount(context: Readonly<Record<string, unknown>>): Template {
  return inFolder((folder) => templateOf(accountApp(context, join(folder, 'cdk.out'))));
}

/** The app of one environment, to be synthesized into a folder. */
export function environmentApp(
  context: Readonly<Record<string, unknown>>,
  bundles: string,
  outdir: string,
): App {
  const app = new App({ context: { ...CONTEXT, ...context }, outdir });
  new BotStack(app, readSettings(app.node.getAllContext() as Record<string, unknown>), bundles);
  return app;
}

/** The app of what an account has once, to be synthesized into a folder. */
export function accountApp(context: Readonly<Record<string, unknown>>, outdir: string): App {
  const app = new App({ context: { ...CONTEXT, ...context }, outdir });
  new AccountStack(app, readAccountSettings(app.node.getAllContext() as Record<string, unknown>));
  return app;
}

/** An empty bundle for each function, in a folder. */
export function emptyBundles(folder: string): string {
  const bundles = join(folder, 'bundles');
  for (const name of Object.keys(FUNCTIONS)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), '');
  }
  return bundles;
}

function templateOf(app: App): Template {
  const [stack, ...others] = app.synth().stacks;
  if (!stack || others.length > 0) throw new Error('The app is to have one stack.');
  return stack.template as Template;
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
