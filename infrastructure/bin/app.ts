/** `cdk`'s app: one environment of the bot. `npx cdk deploy --context environment=dev`. */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { BadContext, readSettings } from '../src/settings.ts';
import { BotStack } from '../src/stack.ts';

const BUNDLES = join(import.meta.dirname, '..', '..', 'aws', 'dist');

const app = new App();
try {
  new BotStack(app, readSettings(app.node.getAllContext() as Record<string, unknown>), BUNDLES);
  app.synth();
} catch (error) {
  if (!(error instanceof BadContext)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
