import { DATA_VERSION } from '@agentic-service-bot/aws/data-version';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { approve } from './approval.ts';
import { templateIn } from './assembly.ts';
import { dataLoss } from './data-loss.ts';
import { stackOf, type Environment } from './environment.ts';
import { goLive } from './go-live.ts';
import { artifactsBucket, callerOf, commitOf, DEPLOYMENT, preflight } from './preflight.ts';
import { describeRelease, recordRelease } from './release.ts';
import { deployedTemplate, findStack } from './stack.ts';
import { Steps, UNTOUCHED } from './steps.ts';
import { contextOf, readOverrides } from './table-overrides.ts';
import type { Tools } from './tools.ts';

const packageSchema = z.looseObject({ version: z.string() });

export interface DeployOptions {
  readonly environment: Environment;
  /** Whether somebody has approved it already, as a pipeline's environment does. */
  readonly approved: boolean;
  /** Whether the tests of this commit have passed already, as in a pipeline's job before. */
  readonly tested: boolean;
}

/** `npm run deploy`: brings what is checked out to an environment. @throws StoppedEarly */
export async function deploy(tools: Tools, options: DeployOptions): Promise<void> {
  const { environment } = options;
  await deployWith(tools, new Steps(tools, `npm run deploy -- ${environment}`), options);
}

/** The same, as the rest of a longer command. */
export async function deployWith(
  tools: Tools,
  steps: Steps,
  { environment, approved, tested }: DeployOptions,
): Promise<void> {
  const { run, root, say, aws } = tools;
  const infrastructure = join(root, 'infrastructure');
  const frontend = join(root, 'frontend', 'build');
  const assembly = join(await tools.makeFolder(), 'cdk.out');

  const found = await steps.step('Check what is needed', UNTOUCHED, async () => {
    await preflight(tools, environment, DEPLOYMENT);
    const artifacts = await artifactsBucket(tools);
    const tables = await readOverrides(aws.s3, artifacts, environment);
    for (const [table, name] of Object.entries(tables))
      say(`  the table ${table} is ${name}, since a restore`);
    return { artifacts, tables, by: (await callerOf(tools)).arn, commit: await commitOf(tools) };
  });

  await steps.step('Build the pages', UNTOUCHED, async () => {
    const env = { REACT_APP_ENV: environment, NODE_ENV: 'production' };
    await run('npm', ['run', '--silent', 'build'], { cwd: join(root, 'frontend'), env, shown: true });
  });
  if (!tested) {
    await steps.step('Test', UNTOUCHED, async () => {
      await run('npm', ['run', '--silent', 'check'], { cwd: root, shown: true });
      await run('npm', ['test', '--silent'], { cwd: root, shown: true });
    });
  }
  const release = await steps.step('Synthesize', UNTOUCHED, async () => {
    const context = ['--context', `environment=${environment}`, '--context', `commit=${found.commit}`];
    const args = ['synth', '--quiet', '--output', assembly, ...context, ...contextOf(found.tables)];
    await run('cdk', args, { cwd: infrastructure, shown: true });
    const { version } = packageSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    return describeRelease(
      { environment, packageVersion: version, data: DATA_VERSION, ...found, frontend, assembly },
      tools.now(),
      found.by,
    );
  });
  await steps.step('Show what would change', UNTOUCHED, async () => {
    const target = await templateIn(assembly, stackOf(environment));
    await run('cdk', ['diff', '--app', assembly], { cwd: infrastructure, shown: true });
    if ((await findStack(aws.cloudFormation, stackOf(environment))) === undefined) return;
    const lost = dataLoss(await deployedTemplate(aws.cloudFormation, stackOf(environment)), target);
    for (const line of lost) say(`  DATA: ${line}`);
  });
  if (environment === 'prod') {
    await steps.step('Ask for approval', UNTOUCHED, () =>
      approve(tools, environment, `${release.version} would go to production.`, approved),
    );
  }
  await steps.step('Keep the release', 'What is in use has not been changed.', () =>
    recordRelease(aws.s3, found.artifacts, release, { frontend, assembly }),
  );
  await goLive(tools, steps, {
    release,
    assembly,
    artifacts: found.artifacts,
    stage: 'deploying',
    by: found.by,
  });
}
