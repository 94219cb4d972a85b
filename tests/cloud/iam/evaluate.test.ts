import { describe, expect, it } from 'vitest';
import { evaluate, statementsOf, type Request } from './evaluate.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/messages';

const put: Request = { action: 'dynamodb:PutItem', resource: TABLE };

const decide = (statements: unknown, request: Request = put) =>
  evaluate(statementsOf({ Version: '2012-10-17', Statement: statements }), request);

const allow = (more: Readonly<Record<string, unknown>>) => ({
  Effect: 'Allow',
  Action: 'dynamodb:PutItem',
  Resource: TABLE,
  ...more,
});

describe('an action', () => {
  it.each([
    ['named', {}, 'allowed'],
    ['one of several', { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }, 'allowed'],
    ['in another case', { Action: 'DynamoDB:putitem' }, 'allowed'],
    ['by a wildcard', { Action: 'dynamodb:Put*' }, 'allowed'],
    ['by a question mark', { Action: 'dynamodb:Put?tem' }, 'allowed'],
    ['another', { Action: 'dynamodb:GetItem' }, 'not allowed'],
    ['the beginning of it', { Action: 'dynamodb:Put' }, 'not allowed'],
    ['a dot is a dot', { Action: 'dynamodb.PutItem' }, 'not allowed'],
    ['of another service', { Action: 'sqs:PutItem' }, 'not allowed'],
    ['all but it', { Action: undefined, NotAction: 'dynamodb:PutItem' }, 'not allowed'],
    ['all but another', { Action: undefined, NotAction: 'dynamodb:GetItem' }, 'allowed'],
  ])('%s', (_, more, decision) => {
    expect(decide([allow(more)])).toBe(decision);
  });
});

describe('a resource', () => {
  it.each([
    ['any', { Resource: '*' }, 'allowed'],
    ['by a wildcard', { Resource: 'arn:aws:dynamodb:*:*:table/mess*' }, 'allowed'],
    ['another table', { Resource: `${TABLE}s` }, 'not allowed'],
    ['an index of it only', { Resource: `${TABLE}/index/*` }, 'not allowed'],
    ['in another case', { Resource: TABLE.toUpperCase() }, 'not allowed'],
    ['all but it', { Resource: undefined, NotResource: TABLE }, 'not allowed'],
  ])('%s', (_, more, decision) => {
    expect(decide([allow(more)])).toBe(decision);
  });
});

describe('statements together', () => {
  it('nothing is allowed by none', () => {
    expect(decide([])).toBe('not allowed');
  });

  it('a Deny wins, wherever it stands', () => {
    const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
    expect(decide([allow({}), deny])).toBe('denied');
    expect(decide([deny, allow({})])).toBe('denied');
  });

  it('one statement can stand without a list', () => {
    expect(decide(allow({}))).toBe('allowed');
  });
});

describe('a condition', () => {
  const pass = (Condition: unknown, context: Request['context']) =>
    decide([{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition }], {
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::000000000000:role/scheduler',
      ...(context !== undefined && { context }),
    });
  const service = { 'iam:PassedToService': ['scheduler.amazonaws.com'] };
  const keys = { 'dynamodb:LeadingKeys': ['a#1', 'a#2'] };

  it.each([
    ['equal', { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } }, service, 'allowed'],
    [
      'a key in another case',
      { StringEquals: { 'IAM:passedtoservice': 'scheduler.amazonaws.com' } },
      service,
      'allowed',
    ],
    [
      'not equal',
      { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      service,
      'not allowed',
    ],
    [
      'nothing to compare',
      { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      {},
      'not allowed',
    ],
    ['nothing, and none needed', { StringEqualsIfExists: { 'iam:PassedToService': 'x' } }, {}, 'allowed'],
    [
      'something, though none is needed',
      { StringEqualsIfExists: { 'iam:PassedToService': 'x' } },
      service,
      'not allowed',
    ],
    ['unlike', { StringNotLike: { 'iam:PassedToService': 'lambda.*' } }, service, 'allowed'],
    ['like what it must not', { StringNotLike: { 'iam:PassedToService': 'sched*' } }, service, 'not allowed'],
    ['a truth', { Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': ['true'] }, 'allowed'],
    ['absent, as it must', { Null: { 'aws:SourceVpc': 'true' } }, {}, 'allowed'],
    ['absent, as it must not', { Null: { 'aws:SourceVpc': 'false' } }, {}, 'not allowed'],
    ['all of them', { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'a#*' } }, keys, 'allowed'],
    [
      'not all of them',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'a#1' } },
      keys,
      'not allowed',
    ],
    ['one of them', { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'a#1' } }, keys, 'allowed'],
    ['one of two conditions fails', { StringEquals: { a: '1', b: '2' } }, { a: ['1'] }, 'not allowed'],
  ])('%s', (_, condition, context, decision) => {
    expect(pass(condition, context)).toBe(decision);
  });

  it('of an operator that is not known is no guess', () => {
    expect(() => pass({ DateLessThan: { 'aws:CurrentTime': '2026-01-01' } }, {})).toThrow(/DateLessThan/);
  });
});

it('what is no policy is refused', () => {
  expect(() => statementsOf({ Statement: [{ Effect: 'Perhaps', Action: '*', Resource: '*' }] })).toThrow();
  expect(() => statementsOf({ Statement: [{ Effect: 'Allow', Actions: '*', Resource: '*' }] })).toThrow();
});
