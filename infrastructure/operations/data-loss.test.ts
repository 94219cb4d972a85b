import { describe, expect, it } from 'vitest';
import { dataLoss } from './data-loss.ts';
import type { Template } from './stack.ts';

const of = (resources: Template['Resources']): Template => ({ Resources: resources });

const definitions = (...names: string[]) =>
  names.map((name) => ({ AttributeName: name, AttributeType: 'S' }));

const table = (properties: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'messages',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: definitions('id'),
    ...properties,
  },
  ...more,
});

describe('data is lost', () => {
  it.each([
    ['by a table that goes', table(), undefined, 'The table Data would be deleted.'],
    [
      'to use, by a table that is retained and no longer the stack’s',
      table({}, { DeletionPolicy: 'Retain' }),
      undefined,
      'The table Data would be let go of, and no longer used.',
    ],
    [
      'by a table of another name',
      table(),
      table({ TableName: 'other' }),
      'The table Data would be replaced by an empty one (TableName).',
    ],
    [
      'by a table with another key',
      table(),
      table({
        KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
        AttributeDefinitions: definitions('at'),
      }),
      'The table Data would be replaced by an empty one (KeySchema, AttributeDefinitions).',
    ],
    ['by a bucket that goes', { Type: 'AWS::S3::Bucket' }, undefined, 'The bucket Data would be deleted.'],
    ['by a queue that goes', { Type: 'AWS::SQS::Queue' }, undefined, 'The queue Data would be deleted.'],
    [
      'by people’s accounts that go',
      { Type: 'AWS::Cognito::UserPool' },
      undefined,
      'The users Data would be deleted.',
    ],
  ])('%s', (_, before, after, line) => {
    const target = after === undefined ? {} : { Data: after };
    expect(dataLoss(of({ Data: before }), of(target))).toEqual([line]);
  });
});

describe('nothing is lost', () => {
  it.each([
    ['by what comes', {}, { Data: table() }],
    ['by what stays', { Data: table() }, { Data: table() }],
    ['by a setting', { Data: table() }, { Data: table({ BillingMode: 'PAY_PER_REQUEST' }) }],
    [
      'by an index that goes',
      {
        Data: table({
          AttributeDefinitions: definitions('id', 'at'),
          GlobalSecondaryIndexes: [
            {
              IndexName: 'byTime',
              KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
        }),
      },
      { Data: table() },
    ],
    ['by a function that goes', { Work: { Type: 'AWS::Lambda::Function', Properties: {} } }, {}],
  ])('%s', (_, before, after) => {
    expect(dataLoss(of(before), of(after))).toEqual([]);
  });
});
