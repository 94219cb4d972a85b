import { join } from 'node:path';
import { CommandError } from './command-error.ts';
import { stackOf } from './environment.ts';
import { recordEvent, type Stage } from './history.ts';
import { invalidate } from './invalidate.ts';
import { publish, servedOf } from './publish.ts';
import type { Release } from './release.ts';
import { siteConfig } from './site-config.ts';
import { findStack, outputOf, type Stack } from './stack.ts';
import type { Steps } from './steps.ts';
import type { Tools } from './tools.ts';
import { ringingAlarms, verify } from './verify.ts';

export interface Launch {
  readonly release: Release;
  /** The folder with the release's cloud assembly. */
  readonly assembly: string;
  /** The artifacts bucket, which has the release. */
  readonly artifacts: string;
  /** How it comes there. */
  readonly stage: Exclude<Stage, 'live'>;
  /** ARN of who runs the command. */
  readonly by: string;
}

/** Brings a recorded release to its environment: what a deployment ends with, and a rollback does. */
export async function goLive(tools: Tools, steps: Steps, launch: Launch): Promise<void> {
  const { release, assembly, artifacts, stage, by } = launch;
  const { environment, version } = release;
  const { s3 } = tools.aws;
  const record = (reached: Stage) => {
    const event = { at: tools.now().toISOString(), stage: reached, version };
    return recordEvent(s3, artifacts, environment, event, by);
  };

  const stack = await steps.step(
    'Deploy the stack',
    'The pages are as before. CloudFormation undoes an update that fails, so the functions are as before too, unless the reason above says otherwise. After Ctrl+C it goes on with what it began: while it does, a second run is refused.',
    async () => {
      await record(stage);
      await cdkDeploy(tools, assembly, stackOf(environment));
      return mustFind(tools, stackOf(environment));
    },
  );
  const site = outputOf(stack, 'FrontendBucket');
  const siteUrl = outputOf(stack, 'SiteUrl');
  const socketUrl = outputOf(stack, 'WebSocketUrl');

  const config = await steps.step(
    'Publish the pages',
    `The functions are of ${version}. The page index.html is put last, so browsers get the pages before it, or all of the new ones.`,
    async () => {
      const text = await siteConfig(tools, stack);
      await publish(s3, { artifacts, site }, release, text);
      return text;
    },
  );
  await steps.step(
    'Empty the cache',
    `Functions and pages are of ${version}. CloudFront may still serve old pages for as long as it keeps them.`,
    () => invalidate(tools, outputOf(stack, 'DistributionId')),
  );
  await steps.step(
    'Verify',
    `${version} is in place and has not shown that it works. If customers are affected, go back: \`npm run rollback -- ${environment}\`.`,
    () => verify(tools, { stack: stack.name, siteUrl, socketUrl }, servedOf(release, config)),
  );
  await steps.step(
    'Note that it is live',
    `${version} is in place and works; only the note is missing.`,
    () => record('live'),
  );
  tools.say(`${version} is live at ${siteUrl}`);
}

async function cdkDeploy(tools: Tools, assembly: string, stackName: string): Promise<void> {
  const { run, root, aws, say } = tools;
  const ringing = await ringingAlarms(tools, `${stackName}-`).catch(() => []);
  const inTheWay = ringing.filter((name) => name.endsWith('-errors'));
  for (const name of inTheWay) {
    say(`  ${name} rings: CodeDeploy may refuse to move traffic while it does. Then:`);
    say(`    aws cloudwatch set-alarm-state --alarm-name ${name} --state-value OK --state-reason release`);
  }
  const args = ['deploy', '--app', assembly, '--require-approval', 'never', '--progress', 'events'];
  try {
    await run('cdk', args, { cwd: join(root, 'infrastructure'), shown: true });
  } catch (error) {
    const stack = await findStack(aws.cloudFormation, stackName).catch(() => undefined);
    const status = stack === undefined ? 'The stack is not there.' : `The stack is ${stack.status}.`;
    throw new CommandError(
      `${error instanceof Error ? error.message : String(error)} ${status}`,
      `${inTheWay.length > 0 ? 'If it is the alarm that rings, quiet it as said above. ' : ''}The reason is above, or in \`aws cloudformation describe-stack-events --stack-name ${stackName}\`; mend it.`,
    );
  }
}

async function mustFind({ aws }: Tools, name: string): Promise<Stack> {
  const stack = await findStack(aws.cloudFormation, name);
  if (stack !== undefined) return stack;
  throw new CommandError(`The stack ${name} is gone.`, 'Somebody deletes it: find out who.');
}
