import { expect, it } from 'vitest';
import type { FunctionDefinition } from '../template/functions.ts';
import { grantFaults } from './exempt.ts';
import { statementsOf } from './evaluate.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';
const work: FunctionDefinition = {
  ...{
    logicalId: 'Work',
    name: 'app-work',
    arn: '',
    bundle: '',
    handler: 'handler',
    timeoutMs: 1,
    memoryMb: 1,
  },
  ...{ reservedConcurrency: 1, environment: {}, logGroup: '' },
  role: {
    arn: '',
    trusted: ['lambda.amazonaws.com'],
    statements: statementsOf({
      Statement: [
        { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:DeleteItem'], Resource: TABLE },
        { Effect: 'Deny', Action: 'dynamodb:Scan', Resource: '*' },
      ],
    }),
  },
};
const used = { functionName: 'app-work', action: 'dynamodb:GetItem', resource: TABLE };
const exemption = {
  functions: ['work'],
  action: 'dynamodb:DeleteItem',
  on: '/things',
  reason: 'a socket that is gone',
};

it('a grant that nothing has used is named, and so is a reason for what nobody may', () => {
  const deleted = { ...used, action: 'dynamodb:DeleteItem' };
  expect(grantFaults([work], [used], [])).toEqual([
    `Not used: app-work may dynamodb:DeleteItem on ${TABLE}.`,
  ]);
  expect(grantFaults([work], [used], [exemption])).toEqual([]);
  expect(grantFaults([work], [used, deleted], [])).toEqual([]);
  expect(grantFaults([work], [used, deleted], [{ ...exemption, on: '/other' }])).toEqual([
    'Allowed to nobody: dynamodb:DeleteItem on /other, of work.',
  ]);
});

it('what another function has called is no use', () => {
  const others = { ...used, functionName: 'app-receive' };
  expect(grantFaults([work], [others], [exemption])).toEqual([
    `Not used: app-work may dynamodb:GetItem on ${TABLE}.`,
  ]);
});
