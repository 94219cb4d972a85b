/** `npm run customers` and `npm run pause` as a person starts them: processes of their own that speak to servers of this machine. */
import { dynamoStore } from '@agentic-service-bot/aws';
import type { TableName } from '@agentic-service-bot/aws/tables';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { bodyOf, serve, type HttpServer } from '../support/aws/http-server.ts';
import { schedulesApi, type Schedules } from '../support/aws/schedules.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';
import { ROOT } from '../support/server.ts';

// Processes of their own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const run = promisify(execFile);
const ANN = { id: 'ann', name: 'Ann', level: 'basic', timeZone: 'UTC' };

let dynoxide: Dynoxide;
let client: DynamoDBClient;
let schedules: Schedules;
let account: HttpServer;
let tables: Record<TableName, string>;

beforeAll(async () => {
  dynoxide = await startDynoxide();
  client = dynamoClient(dynoxide.endpoint);
  tables = await createTables(client);
  schedules = await schedulesApi();
  account = await serve(async (request, response) => {
    const isWhoAmI = (await bodyOf(request)).includes('Action=GetCallerIdentity');
    response.writeHead(200, { 'content-type': 'text/xml' }).end(isWhoAmI ? WHO : describeStacks());
  });
});

afterAll(async () => {
  client.destroy();
  await Promise.all([dynoxide.stop(), schedules.stop(), account.stop()]);
});

const WHO = `<GetCallerIdentityResponse><GetCallerIdentityResult>
  <Arn>arn:aws:iam::111122223333:user/ops</Arn><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** The stack, which is being changed just then. */
function describeStacks(): string {
  const outputs = Object.entries({
    ...Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [
        `Table${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        table,
      ]),
    ),
    RoutineGroup: 'routines',
    RoutineQueue: 'arn:aws:sqs:us-east-1:111122223333:routines',
    RoutineRole: 'arn:aws:iam::111122223333:role/routines',
    MissedSchedules: 'arn:aws:sqs:us-east-1:111122223333:missed',
  });
  const members = outputs.map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
    <StackStatus>UPDATE_IN_PROGRESS</StackStatus><Outputs>${members.join('')}</Outputs>
  </member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

const theStore = () =>
  dynamoStore({ client, tables, now: () => new Date(), id: randomUUID, retentionDays: undefined });

const type = (...words: string[]) =>
  run(process.execPath, [join(ROOT, 'scripts', 'here-or-there.ts'), ...words], {
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_STS: account.endpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: account.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynoxide.endpoint,
      AWS_ENDPOINT_URL_SCHEDULER: schedules.endpoint,
    },
  });

it('what was asked for comes out alone; what else there is to say comes beside it', async () => {
  const store = theStore();
  await store.customers.put(ANN);

  const paused = await type('pause', 'prod', 'bot', '--reason', 'Later.');
  expect(paused.stdout).toBe('Switched off: bot: “Later.”\n');
  expect(await store.pauses.list()).toEqual([{ reason: 'Later.' }]);

  const exported = await type('customers', 'prod', 'export', 'ann');
  expect(JSON.parse(exported.stdout)).toMatchObject({ customer: ANN });
  expect(exported.stderr).toMatch(/^The stack is UPDATE_IN_PROGRESS: [^\n]+\n$/);
});

it('nobody is there to be asked', async () => {
  await theStore().customers.put({ ...ANN, id: 'ben' });
  const failing = type('customers', 'prod', 'erase', 'ben');
  await expect(failing).rejects.toMatchObject({ code: 1, stdout: '' });
  await expect(failing).rejects.toThrow('add --yes');
});
