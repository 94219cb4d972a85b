import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ENVIRONMENTS } from '../src/environments.ts';
import { namesOf } from '../src/names.ts';
import { contextIn } from '../src/settings.ts';
import { CommandError } from './command-error.ts';
import { ACCOUNT_STACK, REGION, stackOf, type Environment } from './environment.ts';
import { statusOf } from './objects.ts';
import { findStack, outputOf, refuseStuck } from './stack.ts';
import type { Tools } from './tools.ts';

/** Oldest bootstrap stack that the CDK of this project deploys with. */
const BOOTSTRAP_VERSION = 6;

/**
 * Lambda functions that may run at the same time in an account, all environments together. What is above it is refused, and
 * a ring that is refused three times is a dead letter. So there has to be room for every worker, for as many routines that begin, and for
 * as many who write to them meanwhile. A new account has 10, which is enough for development.
 */
const CONCURRENCY = { service: 'lambda', code: 'L-B99A9384' } as const;
const leastConcurrency = (environment: Environment): number =>
  Math.max(10, 3 * ENVIRONMENTS[environment].workers);

/** Something that a command needs. `look` says what it found. */
interface Check {
  readonly name: string;
  /** Whether nothing else can be looked at without it. */
  readonly first?: true;
  readonly look: (tools: Tools, environment: Environment) => Promise<string>;
}

const CREDENTIALS: Check = {
  name: 'credentials',
  first: true,
  look: async (tools) => (await callerOf(tools)).arn,
};

const THE_REGION: Check = { name: 'region', look: regionOf };

const BOOTSTRAP: Check = {
  name: 'bootstrap',
  look: async ({ aws }) => {
    const stack = await findStack(aws.cloudFormation, 'CDKToolkit');
    const version = Number(stack?.outputs.get('BootstrapVersion') ?? 0);
    if (version >= BOOTSTRAP_VERSION) return `version ${version}`;
    throw new CommandError(
      version === 0 ? 'The account is not bootstrapped.' : `The bootstrap is of version ${version}, too old.`,
      `In the project’s folder: \`npx cdk bootstrap aws://ACCOUNT-NUMBER/${REGION}\`.`,
    );
  },
};

const ACCOUNT: Check = {
  name: 'account stack',
  look: async (tools) => `artifacts in ${await artifactsBucket(tools)}`,
};

const STACK: Check = {
  name: 'stack',
  look: async ({ aws }, environment) => {
    const stack = await findStack(aws.cloudFormation, stackOf(environment));
    if (stack === undefined) return `${stackOf(environment)} is not there yet`;
    refuseStuck(stack);
    return `${stack.name} is ${stack.status}`;
  },
};

const QUOTA: Check = {
  name: 'quota',
  look: async ({ aws }, environment) => {
    const { service, code } = CONCURRENCY;
    const least = leastConcurrency(environment);
    const found = await aws.quotas.send(
      new GetServiceQuotaCommand({ ServiceCode: service, QuotaCode: code }),
    );
    const value = found.Quota?.Value ?? 0;
    if (value >= least) return `${value} functions at a time`;
    throw new CommandError(
      `The account lets ${value} functions run at a time; ${environment} needs ${least}.`,
      `\`aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value 1000\`; AWS answers within days.`,
    );
  },
};

const contextSchema = z.looseObject({
  context: z.record(z.string(), z.unknown()).default({}),
});

/** What `cdk.json` says for an environment. */
async function settingOf(root: string, environment: Environment, name: string): Promise<string | undefined> {
  const text = await readFile(join(root, 'infrastructure', 'cdk.json'), 'utf8');
  const { context } = contextSchema.parse(JSON.parse(text));
  const value = contextIn(context, ENVIRONMENTS[environment])[name];
  return typeof value === 'string' ? value : undefined;
}

const ALARMS: Check = {
  name: 'alarms',
  look: async ({ root }, environment) => {
    const email = await settingOf(root, environment, 'alertEmail');
    if (email !== undefined) return `${email} hears of them`;
    return 'NOBODY hears of them. Put alertEmail into the context of infrastructure/cdk.json, or subscribe to the topic CriticalTopic yourself';
  },
};

const HOSTED_ZONE: Check = {
  name: 'hosted zone',
  look: async ({ nameServers, root }, environment) => {
    const zone = await settingOf(root, environment, 'hostedZoneName');
    if (zone === undefined) {
      return 'none: the site gets CloudFront’s own address. For a domain, put hostedZoneId and hostedZoneName into the context of infrastructure/cdk.json';
    }
    const servers = await nameServers(zone).catch(() => []);
    if (servers.some((server) => /\.awsdns-/.test(server))) return `${zone} is served by Route 53`;
    throw new CommandError(
      `The name servers of ${zone} are ${servers.join(', ') || 'not known'}, not Route 53’s: its certificate would wait for ever.`,
      `Create the zone in Route 53, and enter its four name servers where ${zone} is registered.`,
    );
  },
};

/** A bucket's name is one in all the world: CloudFormation would find out that it is taken in the middle of making everything else. */
const SITE_BUCKET: Check = {
  name: 'site bucket',
  look: async ({ aws, root }, environment) => {
    const own = namesOf(ENVIRONMENTS[environment], 'frontend');
    const bucket = (await settingOf(root, environment, 'bucketName')) ?? own;
    if ((await findStack(aws.cloudFormation, stackOf(environment))) !== undefined) return bucket;
    const status = await statusOf(aws.s3, bucket);
    if (status === 404) return `${bucket} is not taken`;
    throw new CommandError(
      status === 200
        ? `The bucket ${bucket} is there already, and the stack that would make it is not.`
        : `The bucket ${bucket} is somebody else’s, or not yours to look at (${status}).`,
      `Put "${environment}.bucketName" with another name into the context of infrastructure/cdk.json, and deploy the account’s stack again: \`npm run account -w infrastructure -- deploy\`.${status === 200 ? ' Or delete the bucket, if nobody needs it.' : ''}`,
    );
  },
};

const COMMIT: Check = {
  name: 'commit',
  look: async (tools, environment) => {
    const commit = await commitOf(tools);
    const options = { cwd: tools.root, shown: false };
    const changed = await tools.run('git', ['status', '--porcelain'], options);
    if (environment === 'prod' && changed.trim() !== '') {
      throw new CommandError(
        'There are changes that are in no commit, so nobody could tell later what was deployed.',
        'Commit them, or put them away with `git stash -u`.',
      );
    }
    return `${commit.slice(0, 7)}${changed.trim() === '' ? '' : ', with changes that are in no commit'}`;
  },
};

/** What every command needs. */
export const BASICS: readonly Check[] = [CREDENTIALS, THE_REGION, ACCOUNT, STACK];

/** What a first deployment needs besides. */
export const DEPLOYMENT: readonly Check[] = [
  ...BASICS,
  BOOTSTRAP,
  QUOTA,
  SITE_BUCKET,
  HOSTED_ZONE,
  ALARMS,
  COMMIT,
];

/** Looks at all of it, and says all that is missing at once. @throws CommandError */
export async function preflight(
  tools: Tools,
  environment: Environment,
  checks: readonly Check[],
): Promise<void> {
  const missing: CommandError[] = [];
  for (const { name, first, look } of checks) {
    try {
      tools.say(`  ${name}: ${await look(tools, environment)}`);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      tools.say(`  ${name}: ${error.message}`);
      missing.push(error);
      if (first) break;
    }
  }
  if (missing.length === 0) return;
  throw new CommandError(
    missing.map(({ message }) => message).join(' '),
    missing.map(({ next }) => next).join('\n  '),
  );
}

/** Who runs the command. @throws CommandError if AWS does not know */
export async function callerOf({ aws }: Pick<Tools, 'aws'>): Promise<{ account: string; arn: string }> {
  try {
    const { Account: account = '', Arn: arn = '' } = await aws.sts.send(new GetCallerIdentityCommand());
    return { account, arn };
  } catch (error) {
    throw new CommandError(
      `AWS does not know who you are: ${error instanceof Error ? error.message : String(error)}`,
      'Sign in: `aws sso login`, or `aws configure`; `aws sts get-caller-identity` shows whether it worked.',
    );
  }
}

/** The region that calls go to. @throws CommandError if it is not the one that all is made for */
export async function regionOf({ aws }: Pick<Tools, 'aws'>): Promise<string> {
  const next = `Set AWS_REGION=${REGION}, or the profile’s region.`;
  const region = await aws.cloudFormation.config.region().catch(() => undefined);
  if (region === undefined) throw new CommandError('No region is set.', next);
  if (region !== REGION) throw new CommandError(`The region is ${region}; all is made for ${REGION}.`, next);
  return region;
}

/** The name of the artifacts bucket. @throws CommandError if the account has none */
export async function artifactsBucket({ aws }: Pick<Tools, 'aws'>): Promise<string> {
  const stack = await findStack(aws.cloudFormation, ACCOUNT_STACK);
  if (stack !== undefined) return outputOf(stack, 'ArtifactsBucket');
  throw new CommandError(
    `The stack ${ACCOUNT_STACK} is not there; releases are kept in its bucket.`,
    'Once an account: `npm run account -w infrastructure -- deploy`.',
  );
}

/** The commit that is checked out. */
export async function commitOf({ run, root }: Pick<Tools, 'run' | 'root'>): Promise<string> {
  return (await run('git', ['rev-parse', 'HEAD'], { cwd: root, shown: false })).trim();
}
