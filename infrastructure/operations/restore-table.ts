import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  TableNotFoundException,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { CommandError, WrongChoice } from './command-error.ts';
import { waitUntil } from './patience.ts';
import type { Tools } from './tools.ts';

/** A table to be taken back to a time, as a new one: DynamoDB restores into no table that is there. */
export interface Restoration {
  /** As the code names it. */
  readonly table: string;
  /** The physical table that is in use. */
  readonly source: string;
  /** The physical table that will be. */
  readonly target: string;
  readonly at: Date;
}

const SUFFIX = /-restored-\d{8}T\d{6}Z$/;

/** Named for what it was and when, so that a second run finds what the first one began. */
export const restoredName = (source: string, at: Date): string =>
  `${source.replace(SUFFIX, '')}-restored-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

interface Window {
  readonly earliest: Date;
  readonly latest: Date;
}

const reaches = ({ earliest, latest }: Window, at: Date): boolean => at >= earliest && at <= latest;

/**
 * The same from a table that recovery can take back to that time: the one in use or, for a time before that was
 * restored itself, the one that it was restored from.
 *
 * @throws CommandError if there is none
 */
export async function withSource(dynamoDB: DynamoDBClient, restoration: Restoration): Promise<Restoration> {
  const { source, at } = restoration;
  const window = await windowOf(dynamoDB, source);
  if (window !== undefined && reaches(window, at)) return restoration;
  const original = source.replace(SUFFIX, '');
  if (original !== source) {
    const before = await windowOf(dynamoDB, original);
    if (before !== undefined && reaches(before, at)) return { ...restoration, source: original };
  }
  if (window === undefined) {
    throw new CommandError(
      `${source} has no point-in-time recovery.`,
      'If it was on before, or the table was deleted, look at `aws dynamodb list-backups` and the backup vault.',
    );
  }
  throw new WrongChoice(
    `${source} can be taken back to between ${window.earliest.toISOString()} and ${window.latest.toISOString()}.`,
    'Choose a time between; for an older one look at the backup vault.',
  );
}

/** Between which times recovery can take a table back; undefined: it can't, or the table is gone. */
async function windowOf(dynamoDB: DynamoDBClient, name: string): Promise<Window | undefined> {
  try {
    const { ContinuousBackupsDescription: found } = await dynamoDB.send(
      new DescribeContinuousBackupsCommand({ TableName: name }),
    );
    const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
      found?.PointInTimeRecoveryDescription ?? {};
    return earliest === undefined || latest === undefined ? undefined : { earliest, latest };
  } catch (error) {
    if (error instanceof TableNotFoundException) return undefined;
    throw error;
  }
}

/** Begins to restore, unless that has begun. @throws CommandError if a table of that name is something else */
export async function begin(dynamoDB: DynamoDBClient, { source, target, at }: Restoration): Promise<void> {
  const found = await describe(dynamoDB, target);
  if (found === undefined) {
    await dynamoDB.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: source,
        TargetTableName: target,
        RestoreDateTime: at,
      }),
    );
    return;
  }
  const { SourceTableArn: from = '', RestoreDateTime: time } = found.RestoreSummary ?? {};
  if (from.endsWith(`/${source}`) && time?.getTime() === at.getTime()) return;
  throw new WrongChoice(
    `There is a table ${target} already, which is not ${source} of ${at.toISOString()}.`,
    'Rename nothing by hand: choose another second for --at.',
  );
}

/** Waits until it can be used: minutes, or hours for a large one. */
export async function waitForTable(tools: Tools, { target }: Pick<Restoration, 'target'>): Promise<void> {
  const patience = {
    every: 20_000,
    times: 3 * 60 * 8,
    what: `${target} to be restored`,
    next: `Look at it: \`aws dynamodb describe-table --table-name ${target}\`.`,
  };
  await waitUntil(
    tools,
    patience,
    async () => (await describe(tools.aws.dynamoDB, target))?.TableStatus === 'ACTIVE',
  );
}

/** Gives the restored table what DynamoDB does not restore: time to live, recovery, tags, protection, limits. */
export async function reapplySettings(tools: Tools, { source, target }: Restoration): Promise<void> {
  const { dynamoDB } = tools.aws;
  const from = await mustDescribe(dynamoDB, source);
  const to = await mustDescribe(dynamoDB, target);

  const { Tags: tags = [] } = await dynamoDB.send(
    new ListTagsOfResourceCommand({ ResourceArn: from.TableArn }),
  );
  // CloudFormation's own say to which stack a resource belongs, which this one does not.
  const own = tags.filter(({ Key = '' }) => !Key.startsWith('aws:'));
  if (own.length > 0) await dynamoDB.send(new TagResourceCommand({ ResourceArn: to.TableArn, Tags: own }));

  const attribute = await ttlOf(dynamoDB, source);
  if (attribute !== undefined && (await ttlOf(dynamoDB, target)) === undefined) {
    await dynamoDB.send(
      new UpdateTimeToLiveCommand({
        TableName: target,
        TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
      }),
    );
  }
  const { ContinuousBackupsDescription: backups } = await dynamoDB.send(
    new DescribeContinuousBackupsCommand({ TableName: source }),
  );
  const days = backups?.PointInTimeRecoveryDescription?.RecoveryPeriodInDays;
  await waitForBackups(tools, target);
  await dynamoDB.send(
    new UpdateContinuousBackupsCommand({
      TableName: target,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: days },
    }),
  );
  if (from.OnDemandThroughput !== undefined && to.OnDemandThroughput === undefined) {
    await dynamoDB.send(
      new UpdateTableCommand({ TableName: target, OnDemandThroughput: from.OnDemandThroughput }),
    );
    await waitForTable(tools, { target });
  }
  // Last: an interrupted run can be removed by hand until here.
  if (from.DeletionProtectionEnabled === true && to.DeletionProtectionEnabled !== true) {
    await dynamoDB.send(new UpdateTableCommand({ TableName: target, DeletionProtectionEnabled: true }));
  }
}

/**
 * Waits until DynamoDB has set a new table up for backups, which it does by itself. Until then point-in-time recovery can't be
 * switched on: `ContinuousBackupsUnavailableException` (its API reference, “UpdateContinuousBackups”).
 */
async function waitForBackups(tools: Tools, target: string): Promise<void> {
  const patience = {
    every: 5_000,
    times: 120,
    what: `${target} to be ready for backups`,
    next: `Look at it: \`aws dynamodb describe-continuous-backups --table-name ${target}\`.`,
  };
  await waitUntil(tools, patience, async () => {
    const { ContinuousBackupsDescription: found } = await tools.aws.dynamoDB.send(
      new DescribeContinuousBackupsCommand({ TableName: target }),
    );
    return found?.ContinuousBackupsStatus === 'ENABLED';
  });
}

/** Reads one item, whatever it is: whether there are any. */
export async function hasItems(dynamoDB: DynamoDBClient, { target }: Restoration): Promise<boolean> {
  const { Count = 0 } = await dynamoDB.send(new ScanCommand({ TableName: target, Limit: 1 }));
  return Count > 0;
}

async function describe(dynamoDB: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await dynamoDB.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function mustDescribe(dynamoDB: DynamoDBClient, name: string): Promise<TableDescription> {
  const found = await describe(dynamoDB, name);
  if (found !== undefined) return found;
  throw new CommandError(`There is no table ${name}.`, '`aws dynamodb list-tables` shows which there are.');
}

/** The attribute by which items end; undefined: they don't. */
async function ttlOf(dynamoDB: DynamoDBClient, name: string): Promise<string | undefined> {
  const { TimeToLiveDescription: ttl } = await dynamoDB.send(
    new DescribeTimeToLiveCommand({ TableName: name }),
  );
  const on = ttl?.TimeToLiveStatus === 'ENABLED' || ttl?.TimeToLiveStatus === 'ENABLING';
  return on ? ttl.AttributeName : undefined;
}
