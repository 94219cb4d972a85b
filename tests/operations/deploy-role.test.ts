/** The role of GitHub's workflows may do all that `deploy` and `rollback` ask of AWS themselves, and nothing that they do not; the CDK has roles of its own. */
import { synthesizeAccount } from '@agentic-service-bot/infrastructure/synthesize';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { heard, type, V1, V2_BROKEN } from './scenario.ts';
import { Checkout } from './stand-ins/checkout.ts';
import { Cloud, startServers } from './stand-ins/cloud.ts';

// The CDK's library takes seconds to load.
vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 });

/** What a call needs; S3's names differ from its actions. */
const ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3 CopyObject', ['s3:GetObject', 's3:PutObject']],
  ['s3 HeadBucket', ['s3:ListBucket']],
  ['s3 ListObjectsV2', ['s3:ListBucket']],
  ['s3 ListObjectVersions', ['s3:ListBucketVersions']],
  // Anybody may ask who they are.
  ['sts GetCallerIdentity', []],
]);
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['cloudFormation', 'cloudformation'],
  ['cloudFront', 'cloudfront'],
  ['cloudWatch', 'cloudwatch'],
  ['quotas', 'servicequotas'],
  ['s3', 's3'],
]);

let servers: Awaited<ReturnType<typeof startServers>>;
let granted: string[];

beforeAll(async () => {
  servers = await startServers();
  const { Resources: resources } = synthesizeAccount({ repository: 'owner/name', repositoryId: '1' });
  const policies = Object.values(resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::IAM::Policy' && JSON.stringify(Properties).includes('DeployRole'),
  );
  granted = policies.flatMap(({ Properties }) => {
    const { Statement: statements } = Properties?.['PolicyDocument'] as {
      Statement: { Action: string | string[] }[];
    };
    return statements.flatMap(({ Action }) => Action);
  });
});

afterAll(async () => {
  await servers.stop();
});

function actionsOf(call: string): readonly string[] {
  const [service = '', command = ''] = call.split(' ');
  const prefix = SERVICES.get(service);
  return ACTIONS.get(call) ?? (prefix === undefined ? [] : [`${prefix}:${command}`]);
}

it('is what they need', async () => {
  const cloud = new Cloud(servers);
  const checkout = await Checkout.make(V1);
  for (const [source, words] of [
    [V1, 'deploy -- prod'],
    [V2_BROKEN, 'deploy -- prod'],
    [V2_BROKEN, 'rollback -- prod'],
    [V2_BROKEN, `restore-frontend -- prod --at ${cloud.now().toISOString()}`],
  ] as const) {
    checkout.source = source;
    await type(cloud, checkout, words);
  }
  const needed = new Set(cloud.calls.made.flatMap(actionsOf));
  await cloud.remove();
  await checkout.remove();

  expect(needed, heard(cloud)).toContain('cloudfront:CreateInvalidation');
  const without = (list: readonly string[]) =>
    list.filter((action) => action !== 'sts:AssumeRole').toSorted();
  // Versions of objects are an operator's to go back to.
  expect(without([...needed, 's3:GetObjectVersion'])).toEqual(without(granted));
});
