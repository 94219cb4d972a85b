import { TABLES } from '@agentic-service-bot/aws/tables';
import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

describe.each(['dev', 'prod'])('%s', (environment) => {
  const { Resources: resources, Outputs: outputs } = synthesize({ environment });
  const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === type);

  it('has a table for each that the code has', () => {
    expect(ofType('AWS::DynamoDB::Table')).toHaveLength(Object.keys(TABLES).length);
  });

  it('has a function for each that the code has', () => {
    expect(ofType('AWS::Lambda::Function')).toHaveLength(Object.keys(FUNCTIONS).length);
  });

  it('tells what scripts and people look up', () => {
    expect(Object.keys(outputs).toSorted()).toEqual(
      [
        ...[
          'Audience',
          'CriticalTopic',
          'DistributionId',
          'FrontendBucket',
          'Issuer',
          'LoginUrl',
          'MissedSchedules',
          'ModelSecret',
          'ReportTopic',
          'RoutineGroup',
          'RoutineQueue',
          'RoutineRole',
        ],
        ...['SiteUrl', 'UserPoolClientId', 'UserPoolId', 'WebSocketUrl'],
        ...Object.keys(TABLES).map((name) => `Table${name.charAt(0).toUpperCase()}${name.slice(1)}`),
      ].toSorted(),
    );
  });
});
