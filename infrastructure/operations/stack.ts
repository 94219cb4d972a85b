import {
  CloudFormationServiceException,
  DescribeStacksCommand,
  GetTemplateCommand,
  type CloudFormationClient,
  type StackStatus,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { CommandError } from './command-error.ts';

export interface Stack {
  readonly name: string;
  readonly status: StackStatus;
  readonly outputs: ReadonlyMap<string, string>;
}

/** The stack of that name; undefined if there is none. */
export async function findStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (found?.StackStatus === undefined) return undefined;
    const outputs = (found.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]);
    return { name, status: found.StackStatus, outputs: new Map(outputs as [string, string][]) };
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (error instanceof CloudFormationServiceException && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

/** @throws CommandError if the stack has no such output */
export function outputOf({ name, outputs }: Stack, key: string): string {
  const value = outputs.get(key);
  if (value !== undefined) return value;
  throw new CommandError(
    `The stack ${name} has no output "${key}".`,
    'Deploy it from a commit that has it, without removing outputs.',
  );
}

/** A template, as far as it is read here. */
export const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
export type Template = z.infer<typeof templateSchema>;

/** The template that a stack was deployed with. */
export async function deployedTemplate(client: CloudFormationClient, name: string): Promise<Template> {
  const { TemplateBody = '' } = await client.send(
    new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }),
  );
  return templateSchema.parse(JSON.parse(TemplateBody));
}

/** The CDK protects a stack before it makes what is in it, so one that could not be made is protected, too. */
const REMOVE =
  '`aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name NAME && aws cloudformation delete-stack --stack-name NAME`. docs/operations/first-deployment.md says what that may leave.';

/** States of a stack that a deployment can't begin from, with what to do. Those not named here are fine. */
const STUCK: ReadonlyMap<StackStatus, string> = new Map<StackStatus, string>([
  [
    'ROLLBACK_COMPLETE',
    'Its creation failed and was undone. `aws cloudformation describe-stack-events --stack-name NAME` says why; mend that, then ' +
      REMOVE,
  ],
  ['ROLLBACK_FAILED', `Its creation failed, and so did undoing it. After reading its events: ${REMOVE}`],
  ['CREATE_FAILED', `Its creation failed. After reading its events: ${REMOVE}`],
  [
    'UPDATE_ROLLBACK_FAILED',
    'Undoing an update failed. Mend what the events name, then `aws cloudformation continue-update-rollback --stack-name NAME`.',
  ],
  ['DELETE_FAILED', 'Its deletion failed: look at its events, and finish that first.'],
]);

/** @throws CommandError if a deployment can't begin from the state that the stack is in */
export function refuseStuck({ name, status }: Stack): void {
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    throw new CommandError(
      `The stack ${name} is being changed already (${status}).`,
      'Wait until that has ended: `aws cloudformation describe-stacks --stack-name ' + `${name}\`.`,
    );
  }
  const next = STUCK.get(status);
  if (next !== undefined)
    throw new CommandError(`The stack ${name} is ${status}.`, next.replaceAll('NAME', name));
}
