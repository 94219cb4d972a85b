import { join } from 'node:path';
import type { Role } from '../iam/roles.ts';
import type { Assembly } from './assembly.ts';
import type { Properties, Resolved, Resolver } from './resolve.ts';

/** A function of a template: exactly what Lambda would be told. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly bundle: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly reservedConcurrency: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly role: Role;
}

/** Reads the functions whose code is ours; those that CDK brings for itself only run at a deploy. */
export function functionsOf(
  assembly: Assembly,
  resolver: Resolver,
  roles: ReadonlyMap<string, Role>,
): ReadonlyMap<string, FunctionDefinition> {
  const all = [...resolver.resources('AWS::Lambda::Function')]
    .filter(([, properties]) => properties.at('Handler') === 'index.handler' && isOurs(assembly, properties))
    .map(([logicalId, properties]) => definition(assembly, resolver, roles, logicalId, properties));
  return new Map(all.map((each) => [each.name, each]));
}

/** The name of a function in an ARN or a name, whatever version or alias it says. */
export function functionNameIn(of: string): string {
  const called = /functions\/(arn:[^/]+)\/invocations$/.exec(of)?.[1] ?? of;
  return (called.startsWith('arn:') ? called.split(':')[6] : called.split(':')[0]) ?? '';
}

const isOurs = (assembly: Assembly, properties: Properties): boolean =>
  properties.at('Environment', 'Variables', 'ENVIRONMENT') !== undefined &&
  assembly.assets.has(properties.textOr('', 'Code', 'S3Key'));

function definition(
  assembly: Assembly,
  resolver: Resolver,
  roles: ReadonlyMap<string, Role>,
  logicalId: string,
  properties: Properties,
): FunctionDefinition {
  const [file = '', handler = ''] = properties.text('Handler').split('.');
  const role = roles.get(properties.text('Role'));
  if (role === undefined) throw new Error(`${logicalId} has a role that the template lacks.`);
  const folder = assembly.assets.get(properties.text('Code', 'S3Key')) ?? '';
  const name = resolver.reference(logicalId);
  return {
    logicalId,
    name,
    arn: resolver.attribute(logicalId, 'Arn'),
    bundle: join(folder, `${file}.mjs`),
    handler,
    timeoutMs: Number(properties.at('Timeout') ?? 3) * 1_000,
    memoryMb: Number(properties.at('MemorySize') ?? 128),
    reservedConcurrency: Number(properties.at('ReservedConcurrentExecutions') ?? Infinity),
    environment: texts(properties.at('Environment', 'Variables') ?? {}),
    logGroup: properties.textOr(`/aws/lambda/${name}`, 'LoggingConfig', 'LogGroup'),
    role,
  };
}

const texts = (of: Resolved): Record<string, string> =>
  Object.fromEntries(Object.entries(of ?? {}).map(([name, value]) => [name, String(value)]));
