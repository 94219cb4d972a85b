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

/** The services that take on roles here; what others may do nobody tries. */
const SERVICES = ['lambda.amazonaws.com', 'scheduler.amazonaws.com'];

/** Reads the roles of a template that a service takes on here, each with every policy that hangs on it, by ARN. */
export function rolesOf(resolver: Resolver): ReadonlyMap<string, Role> {
  const attached = [
    ...resolver.resources('AWS::IAM::Policy').values(),
    ...resolver.resources('AWS::IAM::ManagedPolicy').values(),
  ];
  const roles = [...resolver.resources('AWS::IAM::Role')].map(([logicalId, role]): Role | undefined => {
    const trusted = trustedBy(role.at('AssumeRolePolicyDocument'));
    if (!trusted.some((service) => SERVICES.includes(service))) return undefined;
    const name = resolver.reference(logicalId);
    const own = role.list('Policies').map((policy) => statementsOf(field(policy, 'PolicyDocument')));
    const managed = role.list('ManagedPolicyArns').map((policy) => managedPolicy(scalar(policy) ?? ''));
    const hung = attached
      .filter((policy) => policy.list('Roles').includes(name))
      .map((policy) => statementsOf(policy.at('PolicyDocument')));
    return {
      arn: resolver.attribute(logicalId, 'Arn'),
      trusted,
      statements: [...own, ...managed, ...hung].flat(),
    };
  });
  return new Map(roles.flatMap((role) => (role === undefined ? [] : [[role.arn, role] as const])));
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
