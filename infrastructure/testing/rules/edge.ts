import type { Rule } from '../rule.ts';
import { all, at, every, list, property, remove, same, set, show, target, text } from '../rule.ts';
import { statementsOf } from '../statements.ts';

const ACL = 'AWS::WAFv2::WebACL';
const LOGGING = 'AWS::WAFv2::LoggingConfiguration';
const DELIVERY = 'AWS::Logs::Delivery';
const GROUPS = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
];

export const EDGE_RULES: readonly Rule[] = [
  {
    says: 'The firewall limits each address and asks AWS’s three groups; none of them only counts',
    problems: ({ template, environment }) =>
      all(template, ACL).flatMap((acl) => {
        const rules = list(acl, 'Rules');
        const groups = rules
          .map((rule) => at(rule, 'Statement.ManagedRuleGroupStatement.Name'))
          .filter((name) => name !== undefined);
        const limit = rules
          .map((rule) => at(rule, 'Statement.RateBasedStatement.Limit'))
          .filter((value) => value !== undefined);
        return [
          ...(same(groups, GROUPS) ? [] : [`the groups are ${show(groups)}`]),
          ...(same(limit, [environment.requestsPerAddress]) ? [] : [`the limit is ${show(limit)}`]),
          ...rules
            .filter(
              (rule) =>
                at(rule, 'OverrideAction.Count') !== undefined || at(rule, 'Action.Count') !== undefined,
            )
            .map((rule) => `${show(at(rule, 'Name'))} only counts`),
          ...rules
            .filter(
              (rule) => at(rule, 'Statement.ManagedRuleGroupStatement.RuleActionOverrides') !== undefined,
            )
            .map((rule) => `${show(at(rule, 'Name'))} is softened`),
          ...(property(acl, 'Scope') === 'CLOUDFRONT'
            ? []
            : [`the scope is ${show(property(acl, 'Scope'))}`]),
        ];
      }),
    mutations: {
      'no limit': (t) => list(all(t, ACL)[0] ?? { Type: '' }, 'Rules').shift(),
      'another limit': (t) => set(t, ACL, 'Rules.0.Statement.RateBasedStatement.Limit', 1_000_000),
      'a group less': (t) => list(all(t, ACL)[0] ?? { Type: '' }, 'Rules').pop(),
      'a group that counts': (t) => set(t, ACL, 'Rules.1.OverrideAction', { Count: {} }),
      'a rule softened': (t) =>
        set(t, ACL, 'Rules.1.Statement.ManagedRuleGroupStatement.RuleActionOverrides', [{}]),
      regional: (t) => set(t, ACL, 'Scope', 'REGIONAL'),
    },
  },
  {
    says: 'The firewall’s log names no token: the headers that hold one are struck out',
    problems: ({ template }) => [
      ...every(template, LOGGING, {
        ResourceArn: (value) => target(template, value)?.Type === ACL,
        LogDestinationConfigs: (value) => Array.isArray(value) && value.length === 1,
        RedactedFields: ['authorization', 'cookie', 'sec-websocket-protocol'].map((Name) => ({
          SingleHeader: { Name },
        })),
      }),
      ...(all(template, 'AWS::Logs::LogGroup').some((found) =>
        text(property(found, 'LogGroupName')).startsWith('aws-waf-logs-'),
      )
        ? []
        : ['there is no log of the firewall']),
    ],
    mutations: {
      'the token': (t) => set(t, LOGGING, 'RedactedFields', []),
      'no log': (t) => remove(t, LOGGING),
    },
  },
  {
    says: 'CloudFront logs each request as JSON, without query and cookie, into a bucket that it may write to',
    problems: ({ template }) => {
      const source = all(template, 'AWS::Logs::DeliverySource')[0];
      const destination = all(template, 'AWS::Logs::DeliveryDestination')[0];
      const place = text(destination && property(destination, 'DestinationResourceArn'));
      const [, bucket = 'none', prefix = ''] = /^\$\{(\w+)\.Arn\}\/(\w+)$/.exec(place) ?? [];
      const writers = statementsOf(template).filter(
        ({ kind, effect, resources }) =>
          kind === 'resource' && effect === 'Allow' && resources.some((on) => text(on).includes(bucket)),
      );
      const delivery = writers.filter(({ principal }) =>
        same(principal, { Service: 'delivery.logs.amazonaws.com' }),
      );
      return [
        ...(source &&
        text(property(source, 'ResourceArn')).includes(
          `distribution/\${${all(template, 'AWS::CloudFront::Distribution')[0]?.id ?? ''}}`,
        )
          ? []
          : ['the distribution is not logged']),
        ...(destination && property(destination, 'OutputFormat') === 'json' ? [] : ['the log is not JSON']),
        ...every(template, DELIVERY, {
          RecordFields: (value) =>
            Array.isArray(value) &&
            value.includes('cs-uri-stem') &&
            !value.some((field) => /query|cookie|authorization/i.test(String(field))),
          DeliverySourceName: text(at(source?.Properties, 'Name')),
        }),
        ...(delivery.length === 1 &&
        same(delivery[0]?.resources.map(text), [`\${${bucket}.Arn}/${prefix}/*`]) &&
        /aws:SourceAccount/.test(show(delivery[0]?.condition))
          ? []
          : ['the log can’t be delivered']),
        ...writers
          .filter(
            ({ principal, condition, actions }) =>
              !/"Service":"(logging\.s3|delivery\.logs)\.amazonaws\.com"/.test(show(principal)) ||
              condition === undefined ||
              !same(actions, ['s3:PutObject']),
          )
          .map(({ where }) => `${where} lets others at the logs`),
      ];
    },
    mutations: {
      'queries too': (t) => set(t, DELIVERY, 'RecordFields', ['cs-uri-stem', 'cs-uri-query']),
      'as text': (t) => set(t, 'AWS::Logs::DeliveryDestination', 'OutputFormat', 'w3c'),
      'no delivery': (t) => remove(t, DELIVERY),
      'to a place of its own': (t) => {
        const destination = all(t, 'AWS::Logs::DeliveryDestination')[0];
        const joined = property(destination ?? { Type: '' }, 'DestinationResourceArn');
        set(t, 'AWS::Logs::DeliveryDestination', 'DestinationResourceArn', at(joined, 'Fn::Join.1.0'));
      },
      'nobody may write': (t) => {
        for (const policy of all(t, 'AWS::S3::BucketPolicy')) {
          const statements = list(policy, 'PolicyDocument.Statement');
          const place = statements.findIndex(
            (statement) => at(statement, 'Principal.Service') === 'delivery.logs.amazonaws.com',
          );
          if (place >= 0) statements.splice(place, 1);
        }
      },
      'any service writes': (t) => {
        for (const policy of all(t, 'AWS::S3::BucketPolicy')) {
          for (const statement of list(policy, 'PolicyDocument.Statement')) {
            if (at(statement, 'Principal.Service') === 'delivery.logs.amazonaws.com')
              Reflect.set(statement as object, 'Principal', { Service: 'ec2.amazonaws.com' });
          }
        }
      },
    },
  },
];
