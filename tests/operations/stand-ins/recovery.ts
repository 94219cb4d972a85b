import {
  ContinuousBackupsUnavailableException,
  CreateTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  ScanCommand,
  type AttributeValue,
  type DescribeTableCommandOutput,
  type DynamoDBClient,
  type RestoreTableToPointInTimeCommandInput,
  type UpdateContinuousBackupsCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Answer } from './intercept.ts';

interface Restored {
  readonly source: string;
  readonly at: Date;
  /** Looks until the table can be used. */
  looks: number;
  /** Looks until DynamoDB has set it up for backups. */
  looksForBackups: number;
}

/** What no DynamoDB of one machine has: point-in-time recovery. It knows the moments that it was shown. */
export class Recovery {
  readonly #raw: DynamoDBClient;
  readonly #moments: { table: string; at: Date; items: Record<string, AttributeValue>[] }[] = [];
  readonly #restored = new Map<string, Restored>();
  /** Days by table; those that have it on. */
  readonly days = new Map<string, number>();
  earliest = new Date(0);
  /** Tables that reach back less far. */
  readonly #since = new Map<string, Date>();

  constructor(raw: DynamoDBClient) {
    this.#raw = raw;
  }

  /** A table can be taken back to no time before that. */
  reach(table: string, since: Date): void {
    this.#since.set(table, since);
  }

  /** Remembers what is in a table now. */
  async remember(table: string, at: Date): Promise<void> {
    const { Items = [] } = await this.#raw.send(new ScanCommand({ TableName: table }));
    this.#moments.push({ table, at, items: Items });
  }

  readonly answerAt =
    (now: () => Date): Answer =>
    async (command, input: { readonly TableName?: string }, next) => {
      const table = input.TableName ?? '';
      switch (command) {
        case 'DescribeContinuousBackups':
          return { ContinuousBackupsDescription: this.#describe(table, now()) };
        case 'UpdateContinuousBackups': {
          const { PointInTimeRecoverySpecification: asked } = input as UpdateContinuousBackupsCommandInput;
          if ((this.#restored.get(table)?.looksForBackups ?? 0) > 0)
            throw new ContinuousBackupsUnavailableException({
              message: 'Backups are being enabled for the table.',
              $metadata: { httpStatusCode: 400 },
            });
          // What was before recovery was on, it does not know.
          if (!this.days.has(table)) this.reach(table, now());
          this.days.set(table, asked?.RecoveryPeriodInDays ?? 35);
          return {};
        }
        case 'RestoreTableToPointInTime':
          return this.#restore(input as RestoreTableToPointInTimeCommandInput);
        case 'DescribeTable':
          return this.#amend(table, (await next()) as DescribeTableCommandOutput);
        default:
          return next();
      }
    };

  #describe(table: string, now: Date) {
    const restored = this.#restored.get(table);
    if (restored !== undefined && restored.looksForBackups > 0) {
      restored.looksForBackups -= 1;
      return { ContinuousBackupsStatus: 'DISABLED' };
    }
    const days = this.days.get(table);
    if (days === undefined) return { ContinuousBackupsStatus: 'ENABLED' };
    return {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        RecoveryPeriodInDays: days,
        EarliestRestorableDateTime: this.#since.get(table) ?? this.earliest,
        LatestRestorableDateTime: now,
      },
    };
  }

  async #restore(input: RestoreTableToPointInTimeCommandInput): Promise<unknown> {
    const { SourceTableName: source, TargetTableName: target, RestoreDateTime: at = new Date(0) } = input;
    const { Table: from } = await this.#raw.send(new DescribeTableCommand({ TableName: source }));
    await this.#raw.send(
      new CreateTableCommand({
        TableName: target,
        KeySchema: from?.KeySchema,
        AttributeDefinitions: from?.AttributeDefinitions,
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const then = this.#moments.findLast((moment) => moment.table === source && moment.at <= at);
    for (const Item of then?.items ?? []) {
      await this.#raw.send(new PutItemCommand({ TableName: target, Item }));
    }
    this.#restored.set(target ?? '', { source: source ?? '', at, looks: 2, looksForBackups: 1 });
    return {};
  }

  #amend(table: string, output: DescribeTableCommandOutput): DescribeTableCommandOutput {
    const restored = this.#restored.get(table);
    if (restored === undefined || output.Table === undefined) return output;
    restored.looks -= 1;
    return {
      ...output,
      Table: {
        ...output.Table,
        TableStatus: restored.looks > 0 ? 'CREATING' : 'ACTIVE',
        RestoreSummary: {
          SourceTableArn: `arn:aws:dynamodb:us-east-1:111122223333:table/${restored.source}`,
          RestoreDateTime: restored.at,
          RestoreInProgress: restored.looks > 0,
        },
      },
    };
  }
}
