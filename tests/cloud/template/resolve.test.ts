import { describe, expect, it } from 'vitest';
import { Resolver } from './resolve.ts';
import { parseTemplate, type TemplateValue } from './template.ts';

const resolver = new Resolver(
  parseTemplate({
    Resources: {
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'things' } },
      Nameless: { Type: 'AWS::DynamoDB::Table' },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'doorbell.fifo', FifoQueue: true } },
      Bell: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      Work: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'app-work' } },
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Work' } } },
      Live: {
        Type: 'AWS::Lambda::Alias',
        Properties: { Name: 'live', FunctionName: { Ref: 'Work' } },
      },
      Pool: { Type: 'AWS::Cognito::UserPool' },
      Only: { Type: 'AWS::SNS::Topic', Condition: 'IsProd' },
      Always: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'AWS::NoValue' } } },
      Distribution: { Type: 'AWS::CloudFront::Distribution' },
    },
    Parameters: { Stage: { Default: 'dev' }, '/cdk/version': {} },
    Mappings: { Sizes: { dev: { memory: 256 } } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    },
    Outputs: {
      Url: { Value: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Distribution', 'DomainName'] }]] } },
    },
  }),
  { account: '000000000000', region: 'us-east-1', stack: 'app' },
  new Map([['other:Topic', 'arn:of:topic']]),
);

describe('a value', () => {
  const cases: readonly (readonly [TemplateValue, unknown])[] = [
    ['as it is', 'as it is'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ Ref: 'Stage' }, 'dev'],
    [{ Ref: 'Table' }, 'things'],
    [{ Ref: 'Nameless' }, 'Nameless'],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:us-east-1:000000000000:table/things'],
    [{ 'Fn::GetAtt': 'Table.Arn' }, 'arn:aws:dynamodb:us-east-1:000000000000:table/things'],
    [{ Ref: 'Queue' }, 'https://sqs.us-east-1.amazonaws.com/000000000000/doorbell.fifo'],
    [{ 'Fn::GetAtt': ['Bell', 'QueueName'] }, 'Bell.fifo'],
    [{ Ref: 'Version' }, 'arn:aws:lambda:us-east-1:000000000000:function:app-work:1'],
    [{ Ref: 'Live' }, 'arn:aws:lambda:us-east-1:000000000000:function:app-work:live'],
    [{ 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool'],
    [{ 'Fn::Join': [':', ['a', { Ref: 'Stage' }, 'c']] }, 'a:dev:c'],
    [
      { 'Fn::Sub': '${Stage}/${Table.Arn}/${!Stage}' },
      'dev/arn:aws:dynamodb:us-east-1:000000000000:table/things/${Stage}',
    ],
    [{ 'Fn::Sub': ['${Own}-${Stage}', { Own: { Ref: 'Table' } }] }, 'things-dev'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::ImportValue': 'other:Topic' }, 'arn:of:topic'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 256],
    [{ 'Fn::If': ['IsProd', 'full', 'reduced'] }, 'reduced'],
    [{ a: { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] }, b: 2 }, { b: 2 }],
    [
      {
        'Fn::And': [{ Condition: 'IsDev' }, { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] }],
      },
      true,
    ],
    [{ 'Fn::Base64': 'a' }, 'YQ=='],
    [
      { Effect: 'Allow', Condition: { StringEquals: { a: 'b' } } },
      { Effect: 'Allow', Condition: { StringEquals: { a: 'b' } } },
    ],
    [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ];
  it.each(cases)('%j', (value, expected) => {
    expect(resolver.value(value)).toEqual(expected);
  });

  it.each([
    [{ Ref: 'Nothing' }, 'no resource Nothing'],
    [{ 'Fn::GetAtt': ['Table', 'Colour'] }, 'no attribute Colour'],
    [{ 'Fn::ImportValue': 'other:Nothing' }, 'No other stack exports other:Nothing'],
    [{ 'Fn::Transform': {} }, 'Fn::Transform'],
    [{ 'Fn::If': ['IsTest', 1, 2] }, 'no condition IsTest'],
    [{ 'Fn::Select': [5, ['a']] }, 'Fn::Select of nothing'],
  ])('%j is refused', (value, message) => {
    expect(() => resolver.value(value as TemplateValue)).toThrow(message);
  });
});

it('resources whose condition does not hold are not there; properties without a value neither', () => {
  const topics = resolver.resources('AWS::SNS::Topic');
  expect([...topics.keys()]).toEqual(['Always']);
  expect(topics.get('Always')?.all).toEqual({});
});

it('an output is resolved', () => {
  expect(resolver.output('Url')).toMatch(/^https:\/\/[a-z0-9]{10}\.cloudfront\.net$/);
});
