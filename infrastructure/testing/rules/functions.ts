import { FUNCTIONS, tableSetting } from '@agentic-service-bot/aws/functions';
import type { FunctionDefinition, FunctionName } from '@agentic-service-bot/aws/functions';
import { functionNameOf } from '../../src/functions.ts';
import type { Environment } from '../../src/environments.ts';
import type { Template } from '../../src/template.ts';
import type { Found, Rule } from '../rule.ts';
import { add, all, at, every, list, property, remove, same, set, show, target, text } from '../rule.ts';

const FUNCTION = 'AWS::Lambda::Function';
const MAPPING = 'AWS::Lambda::EventSourceMapping';
const GROUP = 'AWS::Logs::LogGroup';
const DEPLOYMENT = 'AWS::CodeDeploy::DeploymentGroup';

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** Settings that a function goes without here: the claims have the names that the code assumes, the model is built in. */
const UNSET = ['AUTH_CLAIM_LEVEL', 'AUTH_CLAIM_NAME', 'AUTH_CLAIM_ROLE', 'AUTH_CLAIM_TIME_ZONE', 'MODEL'];

function functionOf(template: Template, environment: Environment, name: FunctionName): Found | undefined {
  return all(template, FUNCTION).find(
    (found) => property(found, 'FunctionName') === functionNameOf(environment, name),
  );
}

export const FUNCTION_RULES: readonly Rule[] = [
  {
    says: 'Functions are those of the code, on Node 24 and arm64, with JSON logs and the memory and time of their purpose',
    problems: ({ template, environment }) => [
      ...every(template, FUNCTION, {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        'LoggingConfig.LogFormat': 'JSON',
        'LoggingConfig.ApplicationLogLevel': environment.logLevel,
      }),
      ...NAMES.flatMap((name) => {
        const found = functionOf(template, environment, name);
        if (!found) return [`there is no function ${name}`];
        const wanted = { Timeout: FUNCTIONS[name].timeout, MemorySize: environment.memory[name] };
        return Object.entries(wanted).flatMap(([path, want]) =>
          property(found, path) === want ? [] : [`${name}: ${path} is ${show(property(found, path))}`],
        );
      }),
      ...(all(template, FUNCTION).length === NAMES.length ? [] : ['there are other functions']),
    ],
    mutations: {
      'an older Node': (t) => set(t, FUNCTION, 'Runtime', 'nodejs22.x'),
      'another processor': (t) => set(t, FUNCTION, 'Architectures', ['x86_64']),
      'logs as text': (t) => set(t, FUNCTION, 'LoggingConfig.LogFormat', 'Text'),
      'another log level': (t) => set(t, FUNCTION, 'LoggingConfig.ApplicationLogLevel', 'TRACE'),
      'another timeout': (t) => set(t, FUNCTION, 'Timeout', 900),
      'another memory': (t) => set(t, FUNCTION, 'MemorySize', 128),
      'a function less': (t) => remove(t, FUNCTION),
    },
  },
  {
    says: 'A function gets the settings and the tables’ names that its definition has, and nothing else',
    problems: ({ template, environment }) =>
      NAMES.flatMap((name) => {
        const { settings, tables }: FunctionDefinition = FUNCTIONS[name];
        const wanted = [
          ...settings.filter((setting) => !UNSET.includes(setting)),
          ...tables.map(tableSetting),
        ].toSorted();
        const found = Object.keys(
          at(functionOf(template, environment, name)?.Properties, 'Environment.Variables') ?? {},
        ).toSorted();
        return same(found, wanted) ? [] : [`${name} has ${show(found)}`];
      }),
    mutations: {
      'one too many': (t) => set(t, FUNCTION, 'Environment.Variables.OTHER', 'x'),
      'one less': (t) => set(t, FUNCTION, 'Environment.Variables.LOG_LEVEL', undefined),
    },
  },
  {
    says: 'Behind API Gateway a function ends before the 29 seconds of an integration',
    problems: ({ template, environment }) =>
      NAMES.filter((name) => ['authorizer', 'websocket'].includes(FUNCTIONS[name].trigger.kind)).flatMap(
        (name) => {
          const timeout = at(functionOf(template, environment, name)?.Properties, 'Timeout');
          return typeof timeout === 'number' && timeout < 29 ? [] : [`${name} may take ${show(timeout)} s`];
        },
      ),
    mutations: {
      '30 seconds': (t) =>
        set(t, FUNCTION, 'Timeout', 30, (found) => text(property(found, 'FunctionName')).endsWith('receive')),
    },
  },
  {
    says: 'Every log has a declared group with the environment’s retention, and every function writes to its own',
    problems: ({ template, environment }) => [
      ...every(template, GROUP, { RetentionInDays: environment.logRetentionDays }),
      ...all(template, FUNCTION).flatMap((found) => {
        const group = target(template, property(found, 'LoggingConfig.LogGroup'));
        const own = `/aws/lambda/${text(property(found, 'FunctionName'))}`;
        return group && property(group, 'LogGroupName') === own ? [] : [`${found.id} writes elsewhere`];
      }),
    ],
    mutations: {
      'kept for ever': (t) => set(t, GROUP, 'RetentionInDays', undefined),
      'a group less': (t) =>
        remove(t, GROUP, (found) => text(property(found, 'LogGroupName')).startsWith('/aws/lambda/')),
      'AWS’s own group': (t) => set(t, FUNCTION, 'LoggingConfig.LogGroup', undefined),
    },
  },
  {
    says: 'Each function has a role of its own, which Lambda alone takes on, without a policy of AWS’s',
    problems: ({ template }) => {
      const roles = all(template, FUNCTION).map((found) => target(template, property(found, 'Role')));
      const shared =
        new Set(roles.map((role) => role?.id)).size === roles.length ? [] : ['functions share a role'];
      return [
        ...shared,
        ...roles.flatMap((role) => {
          if (!role) return ['a role is not in the template'];
          const trusts = list(role, 'AssumeRolePolicyDocument.Statement').map((statement) =>
            at(statement, 'Principal'),
          );
          return [
            ...(same(trusts, [{ Service: 'lambda.amazonaws.com' }])
              ? []
              : [`${role.id} trusts ${show(trusts)}`]),
            ...(property(role, 'ManagedPolicyArns') === undefined
              ? []
              : [`${role.id} has a policy of AWS’s`]),
          ];
        }),
      ];
    },
    mutations: {
      'a shared role': (t) => set(t, FUNCTION, 'Role', at(all(t, FUNCTION)[1]?.Properties, 'Role')),
      'anybody’s role': (t) => {
        const role = target(t, at(all(t, FUNCTION)[0]?.Properties, 'Role'));
        Reflect.set(at(role?.Properties, 'AssumeRolePolicyDocument.Statement.0') as object, 'Principal', {
          AWS: '*',
        });
      },
      'a policy of AWS’s': (t) => {
        const role = target(t, at(all(t, FUNCTION)[0]?.Properties, 'Role'));
        Reflect.set(role?.Properties ?? {}, 'ManagedPolicyArns', [
          'arn:aws:iam::aws:policy/AdministratorAccess',
        ]);
      },
    },
  },
  {
    says: 'Workers are limited by their queue’s mapping, take rings one at a time and report each; nothing is reserved',
    problems: ({ template, environment }) => [
      ...every(template, MAPPING, {
        BatchSize: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        'ScalingConfig.MaximumConcurrency': (value) => value === environment.workers || value === 2,
      }),
      ...every(template, FUNCTION, { ReservedConcurrentExecutions: undefined }),
      ...['work', 'runRoutine']
        .filter(
          (name) =>
            !all(template, MAPPING).some(
              (found) =>
                found.id.startsWith(name) &&
                property(found, 'ScalingConfig.MaximumConcurrency') === environment.workers,
            ),
        )
        .map((name) => `${name} has not the environment’s workers`),
      ...(all(template, MAPPING).length === 3 ? [] : ['there are not three mappings']),
    ],
    mutations: {
      'several at a time': (t) => set(t, MAPPING, 'BatchSize', 10),
      'all or none': (t) => set(t, MAPPING, 'FunctionResponseTypes', undefined),
      'no limit': (t) => set(t, MAPPING, 'ScalingConfig', undefined),
      'routines that nobody takes': (t) => remove(t, MAPPING, (found) => found.id.startsWith('runRoutine')),
      reserved: (t) => set(t, FUNCTION, 'ReservedConcurrentExecutions', 5),
    },
  },
  {
    says: 'API Gateway, the queues and the schedules call the live alias',
    problems: ({ template, environment }) => {
      const aliases = new Set(all(template, 'AWS::Lambda::Alias').map(({ id }) => id));
      const viaAlias = (value: unknown): boolean => {
        const called = text(value);
        return (
          [...aliases].some((id) => called.includes(`\${${id}}`)) ||
          /:agentic-service-bot-[a-z-]+:live$/.test(called)
        );
      };
      return [
        ...(aliases.size === NAMES.length ? [] : ['a function has no alias']),
        ...every(template, 'AWS::ApiGatewayV2::Integration', { IntegrationUri: viaAlias }),
        ...every(template, 'AWS::ApiGatewayV2::Authorizer', { AuthorizerUri: viaAlias }),
        ...every(template, MAPPING, { FunctionName: viaAlias }),
        ...every(template, 'AWS::Scheduler::Schedule', { 'Target.Arn': viaAlias }),
        ...all(template, 'AWS::Lambda::Version')
          .filter(
            ({ DeletionPolicy }) => (DeletionPolicy === 'Delete') !== (environment.removal === 'destroy'),
          )
          .map(({ id }) => `${id} is not kept to be gone back to`),
      ];
    },
    mutations: {
      'the function itself': (t) =>
        set(t, 'AWS::ApiGatewayV2::Integration', 'IntegrationUri', 'arn:aws:lambda:us-east-1:1:function:x'),
      'the authorizer’s function itself': (t) =>
        set(t, 'AWS::ApiGatewayV2::Authorizer', 'AuthorizerUri', 'x'),
      'the worker itself': (t) => set(t, MAPPING, 'FunctionName', { Ref: all(t, FUNCTION)[0]?.id }),
      'the summary itself': (t) =>
        set(
          t,
          'AWS::Scheduler::Schedule',
          'Target.Arn',
          'arn:aws:lambda:us-east-1:1:function:agentic-service-bot-dev-daily-summary',
        ),
      'an alias less': (t) => remove(t, 'AWS::Lambda::Alias'),
      'the other end of versions': (t) => {
        const version = all(t, 'AWS::Lambda::Version')[0];
        const other = version?.DeletionPolicy === 'Delete' ? 'Retain' : 'Delete';
        Reflect.set(t.Resources[version?.id ?? ''] ?? {}, 'DeletionPolicy', other);
      },
    },
  },
  {
    says: 'In prod a new version takes a tenth of the traffic first, and an alarm takes it back',
    problems: ({ template }) => [
      ...every(template, DEPLOYMENT, {
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        'AutoRollbackConfiguration.Enabled': true,
        'AutoRollbackConfiguration.Events': (events) =>
          Array.isArray(events) && events.includes('DEPLOYMENT_STOP_ON_ALARM'),
        'AlarmConfiguration.Alarms': (alarms) => Array.isArray(alarms) && alarms.length === 1,
      }),
      ...all(template, 'AWS::Lambda::Alias')
        .filter(({ UpdatePolicy }) => at(UpdatePolicy, 'CodeDeployLambdaAliasUpdate') === undefined)
        .map(({ id }) => `${id} moves at once`),
    ],
    mutations: {
      'all at once': (t) => set(t, DEPLOYMENT, 'DeploymentConfigName', 'CodeDeployDefault.LambdaAllAtOnce'),
      'no way back': (t) => set(t, DEPLOYMENT, 'AutoRollbackConfiguration.Enabled', false),
      'no alarm': (t) => set(t, DEPLOYMENT, 'AlarmConfiguration', undefined),
      'an alias of its own': (t) =>
        Reflect.deleteProperty(t.Resources[all(t, 'AWS::Lambda::Alias')[0]?.id ?? ''] ?? {}, 'UpdatePolicy'),
    },
    only: 'prod',
  },
  {
    says: 'No function can be reached from outside but through the API',
    problems: ({ template }) => [
      ...all(template, 'AWS::Lambda::Url').map(({ id }) => `${id} is an address`),
      ...every(template, 'AWS::Lambda::Permission', {
        Principal: 'apigateway.amazonaws.com',
        SourceArn: (value) => text(value).includes(':execute-api:'),
      }),
    ],
    mutations: {
      'an address': (t) => add(t, 'Url', { Type: 'AWS::Lambda::Url' }),
      anybody: (t) => set(t, 'AWS::Lambda::Permission', 'Principal', '*'),
      'any API': (t) => set(t, 'AWS::Lambda::Permission', 'SourceArn', undefined),
    },
  },
];
