import type { Template } from '../src/template.ts';
import { all, at, list } from './rule.ts';

/** A statement of a policy, and where it stands. */
export interface Statement {
  readonly where: string;
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly effect: unknown;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly principal: unknown;
  readonly condition: unknown;
}

const RESOURCE_POLICIES = {
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::Backup::BackupVault': 'AccessPolicy',
};

/** Every statement of every policy in a template. */
export function statementsOf(template: Template): Statement[] {
  const found: Statement[] = [];
  const read = (where: string, kind: Statement['kind'], statements: unknown[]): void => {
    for (const statement of statements) {
      found.push({
        where,
        kind,
        effect: at(statement, 'Effect'),
        actions: many(at(statement, 'Action')).map(String),
        resources: many(at(statement, 'Resource')),
        principal: at(statement, 'Principal'),
        condition: at(statement, 'Condition'),
      });
    }
  };
  for (const role of all(template, 'AWS::IAM::Role')) {
    read(role.id, 'trust', list(role, 'AssumeRolePolicyDocument.Statement'));
    for (const policy of list(role, 'Policies'))
      read(role.id, 'identity', many(at(policy, 'PolicyDocument.Statement')));
  }
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
    for (const policy of all(template, type))
      read(policy.id, 'identity', list(policy, 'PolicyDocument.Statement'));
  }
  for (const [type, path] of Object.entries(RESOURCE_POLICIES)) {
    for (const resource of all(template, type))
      read(resource.id, 'resource', list(resource, `${path}.Statement`));
  }
  return found;
}

const many = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
