/** What AWS has besides its store: sockets behind API Gateway, the queue that rings, schedules, alerts, a log. */
import {
  dynamoStore,
  EventBridgeScheduler,
  GatewayConnections,
  snsAlerts,
  SqsInbox,
} from '@agentic-service-bot/aws';
import { scheduleSchema } from '@agentic-service-bot/bot/definition';
import type { Alert, Timer } from '@agentic-service-bot/bot/ports';
import { countingIds, ManualClock } from '@agentic-service-bot/bot/testing';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Cron } from 'croner';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import * as z from 'zod';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { managementApi } from '../support/aws/management-api.ts';
import { schedulesApi, type Schedule } from '../support/aws/schedules.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';
import { alertsContract } from './alerts.ts';
import { connectionsContract, type ConnectionsUnderTest } from './connections.ts';
import type { Open } from './contract.ts';
import { inboxContract, type InboxUnderTest } from './inbox.ts';
import { fresh, START } from './samples.ts';
import { schedulerContract, type Fired, type SchedulerUnderTest } from './scheduler.ts';

const ADAPTER = 'AWS';

const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

let dynoxide: Dynoxide;
let dynamo: DynamoDBClient;
let fauxqs: FauxqsServer;
let sqs: SQSClient;
let sns: SNSClient;

beforeAll(async () => {
  dynoxide = await startDynoxide();
  dynamo = dynamoClient(dynoxide.endpoint);
  fauxqs = await startFauxqs({ port: 0, logger: false });
  sqs = new SQSClient({ ...access, endpoint: fauxqs.address });
  sns = new SNSClient({ ...access, endpoint: fauxqs.address });
});

afterAll(async () => {
  for (const client of [dynamo, sqs, sns]) client.destroy();
  await Promise.all([dynoxide.stop(), fauxqs.stop()]);
});

connectionsContract(ADAPTER, async () => {
  const api = await managementApi();
  const client = new ApiGatewayManagementApiClient({ ...access, endpoint: api.endpoint });
  const { now } = new ManualClock(START.toISOString());
  const tables = await createTables(dynamo);
  const { sockets } = dynamoStore({
    client: dynamo,
    tables,
    now,
    id: countingIds(),
    retentionDays: undefined,
  });
  const port: ConnectionsUnderTest = {
    connections: new GatewayConnections(sockets, client),
    open: async () => {
      const { id, frames, close } = api.open();
      return { id, frames, close: async () => close() };
    },
  };
  return {
    port,
    reopen: async () => port,
    close: async () => {
      client.destroy();
      await api.stop();
    },
  };
});

/** Answers a queue as Lambda does: one message of a group at a time; what fails stays hidden until its time is over. */
const openInbox: Open<InboxUnderTest> = async () => {
  const closing = new AbortController();
  const { queueUrl } = fauxqs.createQueue(`${fresh('doorbell')}.fifo`, {
    attributes: { FifoQueue: 'true', VisibilityTimeout: '75' },
  });
  const hidden: string[] = [];
  const polls: Promise<void>[] = [];
  const poll = async (work: (conversationId: string) => Promise<'idle' | 'busy'>): Promise<void> => {
    while (!closing.signal.aborted) {
      const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 });
      const { Messages = [] } = await sqs.send(receive, { abortSignal: closing.signal });
      for (const { Body = '', ReceiptHandle = '' } of Messages) {
        const { conversationId } = z.object({ conversationId: z.string() }).parse(JSON.parse(Body));
        const result = await work(conversationId).catch(() => 'failed' as const);
        if (result === 'idle')
          await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
        else hidden.push(ReceiptHandle);
      }
    }
  };
  const port: InboxUnderTest = {
    inbox: new SqsInbox({ client: sqs, queueUrl, id: randomUUID }),
    answer: async (work) => {
      polls.push(poll(work).catch(() => undefined));
    },
    later: async () => {
      for (const ReceiptHandle of hidden.splice(0)) {
        const show = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 };
        await sqs.send(new ChangeMessageVisibilityCommand(show));
      }
    },
  };
  return {
    port,
    reopen: async () => port,
    close: async () => {
      closing.abort();
      await Promise.all(polls);
    },
  };
};
inboxContract(ADAPTER, openInbox);

/** How often a routine is given to its function here that can't begin; the stack's queue gives it for a day. */
const TRIES = 3;

const called = z.object({
  timer: z.object({
    customerId: z.string(),
    id: z.string(),
    conversationId: z.string(),
    schedule: scheduleSchema,
    timeZone: z.string(),
  }),
  plannedAt: z.iso.datetime(),
});

/** When a schedule fires next, as EventBridge Scheduler's guide has it. */
function nextTime(
  { ScheduleExpression, ScheduleExpressionTimezone }: Schedule,
  after: Date,
): Date | undefined {
  const [, kind = '', given = ''] = /^(at|cron)\((.+)\)$/u.exec(ScheduleExpression) ?? [];
  const pattern = kind === 'at' ? given : `0 ${given.replace('?', '*')}`;
  return (
    new Cron(pattern, { timezone: ScheduleExpressionTimezone, paused: true }).nextRun(after) ?? undefined
  );
}

const openScheduler: Open<SchedulerUnderTest> = async () => {
  const api = await schedulesApi();
  const client = new SchedulerClient({ ...access, endpoint: api.endpoint });
  let clock = START;
  const open = (): SchedulerUnderTest => ({
    scheduler: new EventBridgeScheduler({
      client,
      group: 'routines',
      queueArn: 'arn:aws:sqs:us-east-1:000000000000:routines',
      roleArn: 'arn:aws:iam::000000000000:role/scheduler',
      deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:undelivered',
      now: () => clock,
    }),
    startAt: (time) => void (clock = new Date(time)),
    passTo: async (time, fire = () => 'done') => {
      const end = new Date(time);
      const fired: Fired[] = [];
      for (const schedule of api.schedules.values()) {
        for (let at = nextTime(schedule, clock); at !== undefined && at <= end; at = nextTime(schedule, at)) {
          const input = schedule.Target.Input.replace('<aws.scheduler.scheduled-time>', at.toISOString());
          fired.push(...callUntilDone(input, fire));
        }
      }
      clock = end;
      return fired.sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
    },
  });
  return {
    port: open(),
    reopen: async () => open(),
    close: async () => {
      client.destroy();
      await api.stop();
    },
  };
};

function callUntilDone(input: string, fire: (timer: Timer, plannedAt: Date) => 'done' | 'busy'): Fired[] {
  const { timer, plannedAt } = called.parse(JSON.parse(input));
  const fired: Fired[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    fired.push({ timer, plannedAt: new Date(plannedAt) });
    try {
      if (fire(timer, new Date(plannedAt)) === 'done') return fired;
    } catch {
      // The function failed: the queue gives it again.
    }
  }
  return fired;
}

schedulerContract(ADAPTER, openScheduler, {
  'fires a time that the clock skips at the first moment after it':
    'EventBridge Scheduler leaves out a time that does not exist; it has no setting for it',
});

alertsContract(ADAPTER, async () => {
  const name = fresh('alerts');
  const { queueUrl } = fauxqs.createQueue(name);
  const { topicArn } = fauxqs.createTopic(name);
  fauxqs.subscribe({ topic: name, queue: name });
  const received: Alert[] = [];
  let topic = topicArn;
  const port = {
    alerts: {
      raise: async (alert: Alert) => {
        await snsAlerts(sns, topic).raise(alert);
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
        for (const { Body = '' } of Messages) {
          const { Message } = z.object({ Message: z.string() }).parse(JSON.parse(Body));
          received.push(JSON.parse(Message) as Alert);
        }
      },
    },
    received,
    refuse: () => void (topic = `${topicArn}-gone`),
  };
  return { port, reopen: async () => port, close: () => Promise.resolve() };
});
