import { CommandError } from './command-error.ts';
import { stackOf, type Environment } from './environment.ts';
import { findStack, type Stack } from './stack.ts';
import type { Tools } from './tools.ts';

/** The stack of an environment. @throws CommandError if there is none */
export async function deployedStack({ aws }: Pick<Tools, 'aws'>, environment: Environment): Promise<Stack> {
  const stack = await findStack(aws.cloudFormation, stackOf(environment));
  if (stack !== undefined) return stack;
  throw new CommandError(
    `There is no stack ${stackOf(environment)}.`,
    `Run \`npm run deploy -- ${environment}\`.`,
  );
}
