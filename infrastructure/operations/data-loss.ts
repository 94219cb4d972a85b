import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { Template } from './stack.ts';

/** Resources that hold what can't be made again. */
export const HOLDS_DATA: ReadonlyMap<string, string> = new Map([
  ['AWS::Cognito::UserPool', 'users'],
  ['AWS::DynamoDB::GlobalTable', 'table'],
  ['AWS::DynamoDB::Table', 'table'],
  ['AWS::KMS::Key', 'key'],
  ['AWS::S3::Bucket', 'bucket'],
  ['AWS::SQS::Queue', 'queue'],
  ['AWS::Scheduler::ScheduleGroup', 'schedules'],
  ['AWS::SecretsManager::Secret', 'secret'],
]);

const VERBS: ReadonlyMap<ResourceImpact, string> = new Map([
  [ResourceImpact.WILL_REPLACE, 'replaced by an empty one'],
  [ResourceImpact.MAY_REPLACE, 'perhaps replaced by an empty one'],
  [ResourceImpact.WILL_DESTROY, 'deleted'],
  [ResourceImpact.WILL_ORPHAN, 'let go of, and no longer used'],
]);

/** What of the data would be lost, or out of use, if a stack's template became another: a line each. */
export function dataLoss(deployed: Template, target: Template): string[] {
  const lines: string[] = [];
  fullDiff(deployed, target).resources.forEachDifference((id, change) => {
    const kind = HOLDS_DATA.get(change.oldResourceType ?? '');
    const verb = VERBS.get(change.changeImpact);
    if (kind === undefined || verb === undefined) return;
    const properties = Object.keys(change.propertyUpdates);
    const why = properties.length === 0 ? '' : ` (${properties.join(', ')})`;
    lines.push(`The ${kind} ${id} would be ${verb}${why}.`);
  });
  return lines;
}
