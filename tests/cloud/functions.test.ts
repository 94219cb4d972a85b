import { describe, expect, it } from 'vitest';
import { eventually } from '@agentic-service-bot/bot/testing/eventually';
import type { Cloud } from './cloud.ts';
import { connect, useSmallCloud } from './testing/small-cloud.ts';

const open = useSmallCloud();

const DYNAMODB = `
import { DynamoDBClient, PutItemCommand, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
const dynamodb = new DynamoDBClient({});
const Item = { id: { S: 'a' }, text: { S: 'x'.repeat(1500) } };
`;
const SQS = `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const sqs = new SQSClient({});
const ring = (group, body) => sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL,
  MessageGroupId: group, MessageDeduplicationId: body, MessageBody: body }));
`;
const handler = (body: string) => `export const handler = async (event, context) => { ${body} };`;
/** A function that says what comes of something. */
const trying = (body: string) =>
  handler(
    `try { ${body} } catch (error) { console.log(error.name + ': ' + error.message); } return { statusCode: 200 };`,
  );

const ring = async (cloud: Cloud, text = '{}'): Promise<void> => {
  const client = await connect(cloud);
  client.socket.send(text);
};

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const POLLS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

describe('a role', () => {
  it('lets a function do what it names, and the call and its cost are on record', async () => {
    const cloud = await open({
      allows: ['dynamodb:PutItem', 'dynamodb:GetItem', ...LOGS, ...POLLS],
      sources: {
        receive: `${DYNAMODB}${trying(`
          await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
          const { Item: found } = await dynamodb.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: 'a' } } }));
          console.log(found.text.S.length)`)}`,
      },
    });
    await ring(cloud);
    // The platform writes the log and asks for the queue's attributes in its own time.
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual(['1500']);
      expect([...cloud.calls.used]).toEqual(
        expect.arrayContaining([
          ['receive dynamodb:GetItem', 1],
          ['receive dynamodb:PutItem', 1],
          // The function's line, and the platform's own at its end.
          ['receive logs:PutLogEvents', 2],
          ['work sqs:GetQueueAttributes', 1],
        ]),
      );
    });
    expect(cloud.calls.refused).toEqual([]);
    expect(cloud.calls.consumed).toEqual([
      { functionName: 'receive', operation: 'PutItem', table: 'things', read: 0, write: 2 },
      { functionName: 'receive', operation: 'GetItem', table: 'things', read: 0.5, write: 0 },
    ]);
  });

  it('that lacks an action fails the call as AWS does, and the run', async () => {
    const cloud = await open({
      allows: ['dynamodb:GetItem', ...LOGS, ...POLLS],
      sources: {
        receive: `${DYNAMODB}${trying('await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item }))')}`,
      },
    });
    await ring(cloud);
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual([
        'AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/Role/receive is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/things because no identity-based policy allows the dynamodb:PutItem action',
      ]);
    });
    expect(cloud.calls.refused).toEqual([
      {
        functionName: 'receive',
        action: 'dynamodb:PutItem',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/things',
        isAllowed: false,
      },
    ]);
  });

  it('has to allow each part of a transaction', async () => {
    const cloud = await open({
      allows: ['dynamodb:PutItem', 'dynamodb:TransactWriteItems', ...LOGS, ...POLLS],
      sources: {
        receive: `${DYNAMODB}${trying(`await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [
          { Put: { TableName: process.env.TABLE, Item } },
          { Delete: { TableName: process.env.TABLE, Key: { id: { S: 'b' } } } } ] }))`)}`,
      },
    });
    await ring(cloud);
    await eventually(() => {
      expect(cloud.calls.refused).toMatchObject([{ action: 'dynamodb:DeleteItem' }]);
    });
  });

  it.each([
    [
      'execute-api:ManageConnections',
      `import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
const client = new ApiGatewayManagementApiClient({ endpoint: process.env.WEBSOCKET_ENDPOINT });
${trying('await client.send(new PostToConnectionCommand({ ConnectionId: event.requestContext.connectionId, Data: "x" }))')}`,
      /^AccessDeniedException: /,
    ],
    ['sqs:SendMessage', `${SQS}${trying('await ring("a", "b")')}`, /^AccessDenied(Exception)?: /],
    [
      'sns:Publish',
      `import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
const sns = new SNSClient({});
${trying('await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: "x" }))')}`,
      /^AuthorizationErrorException: /,
    ],
    [
      'secretsmanager:GetSecretValue',
      `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const secrets = new SecretsManagerClient({});
${trying('await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET }))')}`,
      /^AccessDeniedException: /,
    ],
    [
      'scheduler:DeleteSchedule',
      `import { SchedulerClient, DeleteScheduleCommand } from '@aws-sdk/client-scheduler';
const scheduler = new SchedulerClient({});
${trying('await scheduler.send(new DeleteScheduleCommand({ Name: "a", GroupName: process.env.GROUP }))')}`,
      /^AccessDeniedException: /,
    ],
  ])('that lacks %s is heard by the SDK', async (action, receive, error) => {
    const cloud = await open({ allows: [...LOGS, ...POLLS], sources: { receive } });
    await ring(cloud);
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual([expect.stringMatching(error)]);
    });
    expect(cloud.calls.refused).toMatchObject([{ functionName: 'receive', action }]);
  });

  it('that does not let a function write its log is on record', async () => {
    const cloud = await open({ allows: POLLS });
    await connect(cloud);
    expect(cloud.calls.refused.map(({ action }) => action)).toContain('logs:CreateLogStream');
  });

  it('that does not let the platform poll keeps the queue silent, and is said at once', async () => {
    await expect(open({ allows: [...LOGS, 'sqs:ReceiveMessage'] })).rejects.toThrow('sqs:GetQueueAttributes');
  });

  it('API Gateway invokes only what a permission says', async () => {
    await expect(open({ leaveOut: ['receivePermission'] })).rejects.toThrow('may not invoke');
  });
});

describe('a queue', () => {
  const working = (body: string) => ({
    receive: `${SQS}${handler('const [group, ...more] = JSON.parse(event.body); for (const each of more) await ring(group, each); return { statusCode: 200 }')}`,
    work: handler(
      `const [{ body, attributes }] = event.Records; console.log(body + ' ' + attributes.ApproximateReceiveCount); ${body}`,
    ),
    close: handler('console.log("gave up " + event.Records[0].body)'),
  });

  it('gives messages of a group one after the other, in order', async () => {
    const cloud = await open({ sources: working('await new Promise((resolve) => setTimeout(resolve, 20))') });
    await ring(cloud, '["a","1","2","3"]');
    await eventually(() => {
      expect(cloud.logs.get('work')).toEqual(['1 1', '2 1', '3 1']);
    });
    await eventually(() => {
      expect(cloud.isBusy).toBe(false);
    });
    expect(cloud.calls.used.get('work sqs:DeleteMessage')).toBe(3);
  });

  it.each([
    ['throws', 'if (body === "1") throw new Error("no")'],
    ['names it as failed', 'return { batchItemFailures: [{ itemIdentifier: event.Records[0].messageId }] }'],
    ['ends its process', 'process.exit(1)'],
    ['answers what is no batch response', 'return { batchItemFailures: "1" }'],
  ])(
    'gives a message again after the visibility timeout if the function %s, and then up',
    async (_, body) => {
      const cloud = await open({ sources: working(body) });
      await ring(cloud, '["a","1"]');
      for (const times of [1, 2]) {
        await eventually(() => {
          expect(cloud.logs.get('work')?.filter((line) => line.startsWith('1 '))).toHaveLength(times);
          expect(cloud.isWorking).toBe(false);
        });
        expect(cloud.logs.get('close')).toBeUndefined();
        // The machine's time counts too: ten seconds of it may have passed since the message was taken.
        cloud.clock.advance(50_000);
        await cloud.rest();
        expect(cloud.logs.get('work')?.filter((line) => line.startsWith('1 '))).toHaveLength(times);
        cloud.clock.advance(11_000);
      }
      await eventually(() => {
        expect(cloud.logs.get('close')).toEqual(['gave up 1']);
      });
      expect(cloud.calls.used.get('work sqs:DeleteMessage')).toBeUndefined();
    },
  );

  it('is worked on by as many as the mapping says', async () => {
    const cloud = await open({
      sources: {
        receive: `${SQS}${handler('for (const group of JSON.parse(event.body)) await ring(group, group); return { statusCode: 200 }')}`,
        work: `${DYNAMODB}${handler(`await dynamodb.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: 'a' } } }));
          console.log(event.Records[0].body)`)}`,
      },
    });
    // The first one waits for the second.
    const environments = new Set<string>();
    const two = Promise.withResolvers<undefined>();
    cloud.interrupt = async ({ functionName, environment }, { operation }) => {
      if (functionName !== 'work' || operation !== 'GetItem') return undefined;
      if (environments.add(environment).size === 2) two.resolve(undefined);
      return await two.promise;
    };
    await ring(cloud, '["a","b","c","d"]');
    await eventually(() => {
      expect(cloud.logs.get('work')).toHaveLength(4);
    });
    expect(cloud.calls.used.get('work logs:CreateLogStream')).toBe(2);
  });
});

describe('a killed function', () => {
  it.each([
    ['before its call: nothing has come of it', 'before', 0],
    ['after its call: it has taken effect', 'after', 1],
  ] as const)('dies %s', async (_, moment, items) => {
    let died = 0;
    const cloud = await open({
      sources: {
        receive: `${DYNAMODB}${trying('await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item })); console.log("lived")')}`,
      },
    });
    cloud.interrupt = ({ functionName }, { operation }) => {
      if (functionName !== 'receive' || operation !== 'PutItem') return undefined;
      died += 1;
      return moment;
    };
    const client = await connect(cloud);
    client.socket.send('{}');
    await eventually(() => {
      expect(client.frames.map((text) => (JSON.parse(text) as { message: string }).message)).toEqual([
        'Internal server error',
      ]);
    });
    expect(died).toBe(1);
    expect(cloud.logs.get('receive')).toBeUndefined();
    await expect(cloud.count('things')).resolves.toBe(items);
  });
});

describe('a schedule', () => {
  const SCHEDULER = `
import { SchedulerClient, CreateScheduleCommand, UpdateScheduleCommand, DeleteScheduleCommand } from '@aws-sdk/client-scheduler';
const scheduler = new SchedulerClient({});
const schedule = (more) => ({ Name: 'morning', GroupName: process.env.GROUP, FlexibleTimeWindow: { Mode: 'OFF' },
  ScheduleExpression: 'rate(1 hour)', Target: { Arn: process.env.TICK, RoleArn: process.env.SCHEDULER_ROLE,
  Input: '{"at":"<aws.scheduler.scheduled-time>"}' }, ...more });
`;
  const setting = (command: string) => ({
    receive: `${SCHEDULER}${trying(command)}`,
    tick: handler('console.log(event.at)'),
  });

  it('that a function sets fires at its time, again, and not after its end', async () => {
    const cloud = await open({
      sources: setting(`event.body === 'set'
        ? await scheduler.send(new CreateScheduleCommand(schedule()))
        : await scheduler.send(new DeleteScheduleCommand({ Name: 'morning', GroupName: process.env.GROUP }));
        console.log(event.body)`),
    });
    await ring(cloud, 'set');
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual(['set']);
    });
    await cloud.rest();
    cloud.clock.advance(3_590_000);
    await cloud.rest();
    expect(cloud.logs.get('tick')).toBeUndefined();
    for (const times of [1, 2]) {
      cloud.clock.advance(3_600_000);
      await eventually(() => {
        expect(cloud.logs.get('tick')).toHaveLength(times);
      });
    }
    expect(cloud.logs.get('tick')?.[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect([...cloud.calls.used.keys()]).toEqual(
      expect.arrayContaining([
        'receive iam:PassRole',
        'receive scheduler:CreateSchedule',
        'routines/morning lambda:InvokeFunction',
      ]),
    );
    await ring(cloud, 'end');
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual(['set', 'end']);
    });
    expect(cloud.scheduler.schedules.size).toBe(0);
  });

  it.each([
    [
      'there already',
      `await scheduler.send(new CreateScheduleCommand(schedule())); await scheduler.send(new CreateScheduleCommand(schedule()))`,
      'ConflictException',
    ],
    ['not there', `await scheduler.send(new UpdateScheduleCommand(schedule()))`, 'ResourceNotFoundException'],
    [
      'in no group',
      `await scheduler.send(new CreateScheduleCommand(schedule({ GroupName: 'other' })))`,
      'ResourceNotFoundException',
    ],
    [
      'of no expression',
      `await scheduler.send(new CreateScheduleCommand(schedule({ ScheduleExpression: 'daily' })))`,
      'ValidationException',
    ],
  ])('that is %s is refused', async (_, command, error) => {
    const cloud = await open({ sources: setting(command) });
    await ring(cloud);
    await eventually(() => {
      expect(cloud.logs.get('receive')).toEqual([expect.stringContaining(error)]);
    });
  });

  it('whose function fails is tried again after one minute and after two', async () => {
    const cloud = await open({
      sources: {
        ...setting('await scheduler.send(new CreateScheduleCommand(schedule()))'),
        tick: handler('console.log("try"); throw new Error("no")'),
      },
    });
    await ring(cloud);
    await eventually(() => {
      expect(cloud.scheduler.schedules.size).toBe(1);
    });
    await cloud.rest();
    const tries = () => cloud.logs.get('tick')?.filter((line) => line === 'try').length ?? 0;
    for (const [ms, times] of [
      [3_600_000, 1],
      [60_000, 2],
      [120_000, 3],
      [180_000, 3],
    ] as const) {
      cloud.clock.advance(ms);
      await eventually(() => {
        expect(tries()).toBe(times);
        expect(cloud.isWorking).toBe(false);
      });
    }
  });
});

it('a secret is read once it has a value; a text is published; metrics are read back; the clock is the platform’s', async () => {
  const cloud = await open({
    sources: {
      receive: `
import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
${trying(`
  console.log(Date.now() - new Date().getTime() <= 0, context.getRemainingTimeInMillis() <= 5000, new Date().getUTCFullYear());
  if (event.body === 'write') return console.log(JSON.stringify({ Turns: 3, service: 'test', _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
    { Namespace: 'Bot', Dimensions: [['service']], Metrics: [{ Name: 'Turns' }] }] } }));
  const { MetricDataResults } = await new CloudWatchClient({}).send(new GetMetricDataCommand({
    StartTime: new Date(Date.now() - 60000), EndTime: new Date(Date.now() + 60000), MetricDataQueries: [{ Id: 'a', MetricStat: {
      Stat: 'Sum', Period: 60, Metric: { Namespace: 'Bot', MetricName: 'Turns', Dimensions: [{ Name: 'service', Value: 'test' }] } } }] }));
  console.log(MetricDataResults[0].Values[0]);
  await new SNSClient({}).send(new PublishCommand({ TopicArn: process.env.TOPIC, Subject: 'Hello', Message: 'World' }));
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.SECRET }));
  console.log(SecretString)`)}`,
    },
  });
  const years = 3;
  cloud.clock.advance(years * 365.25 * 24 * 3_600_000);
  const year = String(new Date(cloud.clock.now()).getUTCFullYear());
  await ring(cloud, 'write');
  await eventually(() => {
    expect(cloud.metrics.names).toContain('Bot/Turns');
  });
  await ring(cloud);
  await eventually(() => {
    expect(cloud.logs.get('receive')).toEqual([
      `true true ${year}`,
      expect.stringContaining('"_aws"'),
      `true true ${year}`,
      '3',
      expect.stringMatching(/^ResourceNotFoundException/),
    ]);
  });
  expect(cloud.published).toEqual([
    { topic: expect.stringContaining('news'), subject: 'Hello', message: 'World' },
  ]);
  cloud.secrets.put(cloud.resolver.reference('Secret'), 'the value');
  await ring(cloud);
  await eventually(() => {
    expect(cloud.logs.get('receive')?.at(-1)).toBe('the value');
  });
  expect([...cloud.calls.used.keys()]).toEqual(
    expect.arrayContaining(['receive kms:Decrypt', 'receive kms:GenerateDataKey']),
  );
});
