/** `cdk`'s app: one environment of the bot. `npx cdk deploy --context environment=dev`. */
import { join } from 'node:path';
import { runApp } from '../src/run-app.ts';
import { readSettings } from '../src/settings.ts';
import { BotStack } from '../src/stack.ts';

const BUNDLES = join(import.meta.dirname, '..', '..', 'aws', 'dist');

await runApp((app, context) => {
  new BotStack(app, readSettings(context), BUNDLES);
});
