import { makeClients, runRecords, type RecordTools } from '@agentic-service-bot/infrastructure/operations';
import { smartHome } from '@agentic-service-bot/smart-home';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Calls } from '../operations/stand-ins/calls.ts';
import { intercept } from '../operations/stand-ins/intercept.ts';
import { bodyOf, serve } from '../support/aws/http-server.ts';
import type { Cloud } from './cloud.ts';
import { readCall } from './platform/aws-call.ts';

const ACCESS = { region: 'us-east-1', credentials: { accessKeyId: 'operator', secretAccessKey: 'secret' } };

/** Somebody with credentials of the simulated account, at a terminal of their own. */
export interface Operator {
  /** Types a command after `npm run`; what it printed. */
  type(words: readonly string[]): Promise<string>;
  leave(): Promise<void>;
}

/** @param file what is in the one file that they have */
export async function operatorOf(cloud: Cloud, file: string): Promise<Operator> {
  const schedules = await serve(async (request, response) => {
    const headers = { ...request.headers, host: 'scheduler.us-east-1.amazonaws.com' };
    const { method, url } = request;
    const call = readCall({ method, url, headers }, Buffer.from(await bodyOf(request)));
    const answer = cloud.scheduler.answer(call);
    response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  const aws = {
    ...makeClients(ACCESS),
    dynamoDB: new DynamoDBClient({ ...ACCESS, endpoint: cloud.dynamodb }),
    scheduler: new SchedulerClient({ ...ACCESS, endpoint: schedules.endpoint }),
  };
  const outputs = [...cloud.resolver.outputs()].map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
  }));
  const calls = new Calls();
  intercept(aws.sts, 'sts', calls, async () => ({ Account: cloud.place.account, Arn: 'operator' }));
  intercept(aws.cloudFormation, 'cloudFormation', calls, async () => ({
    Stacks: [{ StackStatus: 'UPDATE_COMPLETE', Outputs: outputs }],
  }));
  return {
    type: async (words) => {
      const said: string[] = [];
      const tools: RecordTools = {
        aws,
        now: () => new Date(cloud.clock.now()),
        // The functions work on meanwhile, and their time is the cloud's.
        sleep: () => setTimeout(20),
        say: (line) => void said.push(line),
        note: () => undefined,
        ask: undefined,
        service: smartHome,
        read: () => Promise.resolve(file),
        id: randomUUID,
      };
      await runRecords(tools, words);
      return said.join('\n');
    },
    leave: async () => {
      aws.dynamoDB.destroy();
      aws.scheduler.destroy();
      await schedules.stop();
    },
  };
}
