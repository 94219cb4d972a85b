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

/**
 * Of what is to outlive its stack. What a deployment has made that fails goes all the same: nothing is in it yet, and while it keeps its
 * name the next try can't make it (CloudFormation's template reference, “DeletionPolicy”, RetainExceptOnCreate).
 */
export const STAYS = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

export const removalPolicyOf = ({ removal }: Environment): RemovalPolicy =>
  removal === 'retain' ? STAYS : RemovalPolicy.DESTROY;

/** The same of what AWS is told to protect, too: to take it back would be refused, and leave the stack in the middle of it. */
export const protectedPolicyOf = ({ removal }: Environment): RemovalPolicy =>
  removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
