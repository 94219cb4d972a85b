import { scalar, type Resolver } from '../template/resolve.ts';
import { statementsOf, type Statement } from './evaluate.ts';

/** What AWS's own policies say, as far as templates name them. */
const MANAGED = new Map<string, readonly Statement[]>([
  [
    'service-role/AWSLambdaBasicExecutionRole',
    [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: ['*'],
      },
    ],
  ],
]);

/** A role that the template gives to a service. */
export interface Role {
  readonly arn: string;
  /** The services that may take it on. */
  readonly trusted: readonly string[];
  readonly statements: readonly Statement[];
}

/** Reads all roles of a template with every policy that hangs on them, by ARN. */
export function rolesOf(resolver: Resolver): ReadonlyMap<string, Role> {
  const attached = [
    ...resolver.resources('AWS::IAM::Policy').values(),
    ...resolver.resources('AWS::IAM::ManagedPolicy').values(),
  ];
  return new Map(
    [...resolver.resources('AWS::IAM::Role')].map(([logicalId, role]) => {
      const arn = resolver.attribute(logicalId, 'Arn');
      const name = resolver.reference(logicalId);
      const own = role.list('Policies').map((policy) => statementsOf(field(policy, 'PolicyDocument')));
      const managed = role.list('ManagedPolicyArns').map((policy) => managedPolicy(scalar(policy) ?? ''));
      const hung = attached
        .filter((policy) => policy.list('Roles').includes(name))
        .map((policy) => statementsOf(policy.at('PolicyDocument')));
      return [
        arn,
        {
          arn,
          trusted: trustedBy(role.at('AssumeRolePolicyDocument')),
          statements: [...own, ...managed, ...hung].flat(),
        },
      ];
    }),
  );
}

function managedPolicy(arn: string): readonly Statement[] {
  const known = MANAGED.get(arn.replace(/^arn:aws:iam::aws:policy\//, ''));
  if (known === undefined) throw new Error(`What ${arn} allows is not known here.`);
  return known;
}

function trustedBy(policy: unknown): string[] {
  return [field(policy, 'Statement')].flat().flatMap((statement) => {
    const service = field(field(statement, 'Principal'), 'Service');
    return [service].flat().filter((each) => typeof each === 'string');
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}
