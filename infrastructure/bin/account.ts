/** `cdk`'s app for what an account has once: `npm run account -w infrastructure -- deploy`. */
import { AccountStack } from '../src/account.ts';
import { readAccountSettings } from '../src/account-settings.ts';
import { runApp } from '../src/run-app.ts';

await runApp((app, context) => {
  new AccountStack(app, readAccountSettings(context));
});
