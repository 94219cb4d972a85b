import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { namesOf } from '../../src/names.ts';
import type { Found, Rule } from '../rule.ts';
import { all, every, property, remove, set, target, text } from '../rule.ts';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const GROUP = 'AWS::Scheduler::ScheduleGroup';
const POOL = 'AWS::Cognito::UserPool';
const CLIENT = 'AWS::Cognito::UserPoolClient';

const summary = (found: Found) => text(property(found, 'Name')).includes('dailySummary');

export const SCHEDULE_RULES: readonly Rule[] = [
  {
    says: 'The summary is sent daily in the configured time zone and the inbox looked at each minute; what fails is tried again and then kept; none begins before what it starts is there',
    problems: ({ template, environment }) => [
      ...every(template, SCHEDULE, {
        State: 'ENABLED',
        'Target.RetryPolicy.MaximumRetryAttempts': 3,
        'Target.DeadLetterConfig.Arn': (value) => target(template, value)?.Type === 'AWS::SQS::Queue',
        FlexibleTimeWindow: { Mode: 'OFF' },
      }),
      ...every(
        template,
        SCHEDULE,
        {
          ScheduleExpression: FUNCTIONS.dailySummary.trigger.expression,
          ScheduleExpressionTimezone: 'Europe/Paris',
        },
        summary,
      ),
      ...every(
        template,
        SCHEDULE,
        { ScheduleExpression: FUNCTIONS.alertOperators.trigger.expression },
        (found) => !summary(found),
      ),
      ...all(template, SCHEDULE)
        .filter(
          (found) =>
            ![found.DependsOn ?? []]
              .flat()
              .some((id) => template.Resources[id]?.Type === 'AWS::Lambda::Alias'),
        )
        .map(({ id }) => `${id} may fire before its function is there`),
      ...(all(template, SCHEDULE).length === 2 ? [] : ['there are not two schedules']),
      ...(all(template, GROUP).some((found) => property(found, 'Name') === namesOf(environment, 'routines'))
        ? []
        : ['routines have no group']),
    ],
    mutations: {
      'switched off': (t) => set(t, SCHEDULE, 'State', 'DISABLED'),
      'before its function': (t) =>
        Reflect.deleteProperty(t.Resources[all(t, SCHEDULE)[0]?.id ?? ''] ?? {}, 'DependsOn'),
      'no second try': (t) => set(t, SCHEDULE, 'Target.RetryPolicy', undefined),
      'failures forgotten': (t) => set(t, SCHEDULE, 'Target.DeadLetterConfig', undefined),
      'another time zone': (t) => set(t, SCHEDULE, 'ScheduleExpressionTimezone', undefined, summary),
      weekly: (t) => set(t, SCHEDULE, 'ScheduleExpression', 'rate(7 days)', summary),
      'no look at the inbox': (t) => remove(t, SCHEDULE, (found) => !summary(found)),
      'no group for routines': (t) => remove(t, GROUP),
    },
  },
  {
    says: 'People sign in with the code flow and no secret, with passwords of twelve, and are customers or operators',
    problems: ({ template }) => [
      ...every(template, CLIENT, {
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        GenerateSecret: false,
        PreventUserExistenceErrors: 'ENABLED',
        EnableTokenRevocation: true,
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        CallbackURLs: (value) =>
          Array.isArray(value) && value.every((url) => /^https:\/\/|^http:\/\/localhost:/.test(text(url))),
      }),
      ...every(template, POOL, {
        'Policies.PasswordPolicy.MinimumLength': 12,
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      }),
      ...['customers', 'operators']
        .filter(
          (name) =>
            !all(template, 'AWS::Cognito::UserPoolGroup').some(
              (found) => property(found, 'GroupName') === name,
            ),
        )
        .map((name) => `there is no group ${name}`),
      ...every(template, 'AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 }),
    ],
    mutations: {
      'the implicit flow': (t) => set(t, CLIENT, 'AllowedOAuthFlows', ['implicit']),
      'a secret in a page': (t) => set(t, CLIENT, 'GenerateSecret', true),
      'passwords by API': (t) => set(t, CLIENT, 'ExplicitAuthFlows', ['ALLOW_USER_PASSWORD_AUTH']),
      'back to anywhere': (t) => set(t, CLIENT, 'CallbackURLs', ['http://example.com/']),
      'passwords of six': (t) => set(t, POOL, 'Policies.PasswordPolicy.MinimumLength', 6),
      'no operators': (t) =>
        remove(t, 'AWS::Cognito::UserPoolGroup', (found) => property(found, 'GroupName') === 'operators'),
    },
  },
];
