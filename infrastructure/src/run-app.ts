import { App } from 'aws-cdk-lib';
import { BadContext } from './settings.ts';

/** Synthesizes an app for `cdk`. What is wrong with the context is told in a line each, without a stack trace. */
export async function runApp(
  build: (app: App, context: Readonly<Record<string, unknown>>) => void | Promise<void>,
): Promise<void> {
  const app = new App();
  try {
    await build(app, app.node.getAllContext() as Record<string, unknown>);
    app.synth();
  } catch (error) {
    if (!(error instanceof BadContext)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
