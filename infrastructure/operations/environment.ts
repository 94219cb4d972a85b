import { CommandError } from './command-error.ts';

export const ENVIRONMENTS = ['dev', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The one region: CloudFront's firewall and certificate live there, and one stack holds all. */
export const REGION = 'us-east-1';

/** The stack of what is once an account: the artifacts bucket, the role that GitHub deploys with. */
export const ACCOUNT_STACK = 'agentic-service-bot-account';

export const stackOf = (environment: Environment): string => `agentic-service-bot-${environment}`;

/** @throws CommandError if there is none of that name */
export function parseEnvironment(name: string | undefined): Environment {
  const found = ENVIRONMENTS.find((environment) => environment === name);
  if (found !== undefined) return found;
  throw new CommandError(
    name === undefined ? 'No environment is named.' : `There is no environment "${name}".`,
    `Name one of ${ENVIRONMENTS.join(', ')}.`,
  );
}
