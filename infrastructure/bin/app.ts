/**
 * `cdk`'s app: one environment of the bot, with its functions as the code is now. `npx cdk deploy --context environment=dev`.
 * `SERVICE` names the service that they run, as on one machine.
 */
import { join } from 'node:path';
import { bundleFunctions } from '@agentic-service-bot/aws/bundle';
import { runApp } from '../src/run-app.ts';
import { readSettings } from '../src/settings.ts';
import { BotStack } from '../src/stack.ts';

const BUNDLES = join(import.meta.dirname, '..', '..', 'aws', 'dist');

await runApp(async (app, context) => {
  const settings = readSettings(context);
  const service = process.env['SERVICE']?.trim();
  await bundleFunctions(BUNDLES, service === undefined || service === '' ? {} : { service });
  new BotStack(app, settings, BUNDLES);
});
