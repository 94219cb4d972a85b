import { RemovalPolicy } from 'aws-cdk-lib';
import type { Environment } from './environments.ts';

/**
 * The name of a resource. Those that hold data and those that a person looks up have one: CloudFormation then refuses
 * to replace them, and a name says at a glance whose it is.
 */
export function namesOf({ name }: Pick<Environment, 'name'>, resource?: string): string {
  const stack = `agentic-service-bot-${name}`;
  return resource === undefined ? stack : `${stack}-${resource}`;
}

export function removalPolicyOf({ removal }: Environment): RemovalPolicy {
  return removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
