import { TABLES, TTL_ATTRIBUTE } from '@agentic-service-bot/aws/tables';
import type {
  IndexDefinition,
  KeyAttribute,
  TableDefinition,
  TableName,
} from '@agentic-service-bot/aws/tables';
import { CfnOutput } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Attribute, ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { namesOf, protectedPolicyOf } from './names.ts';
import type { Settings } from './settings.ts';

export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** The tables, as the code of `aws/` defines them. */
export class Data extends Construct {
  /** The tables that the stack declares. */
  readonly own: ReadonlyMap<TableName, Table>;
  /** The tables in use: the stack's own, or the restored one that stands in for it. */
  readonly inUse: ReadonlyMap<TableName, ITable>;

  constructor(scope: Construct, id: string, { environment, tableOverrides }: Settings) {
    super(scope, id);
    const own = new Map<TableName, Table>();
    const inUse = new Map<TableName, ITable>();
    for (const name of TABLE_NAMES) {
      const definition: TableDefinition = TABLES[name];
      const units = environment.requestUnits;
      const limits = units && { maxReadRequestUnits: units.read, maxWriteRequestUnits: units.write };
      const table = new Table(this, name, {
        tableName: namesOf(environment, name),
        partitionKey: attribute(definition.partitionKey),
        ...(definition.sortKey && { sortKey: attribute(definition.sortKey) }),
        billingMode: BillingMode.PAY_PER_REQUEST,
        ...limits,
        timeToLiveAttribute: TTL_ATTRIBUTE,
        // With a key that AWS manages: each use of it is in the account's trail.
        encryption: TableEncryption.AWS_MANAGED,
        pointInTimeRecoverySpecification: {
          pointInTimeRecoveryEnabled: true,
          recoveryPeriodInDays: environment.recoveryDays,
        },
        deletionProtection: environment.protected,
        removalPolicy: protectedPolicyOf(environment),
      });
      for (const [indexName, index] of Object.entries(definition.indexes)) {
        const common = { indexName, sortKey: attribute(index.sortKey), ...projection(index) };
        if (index.local) table.addLocalSecondaryIndex(common);
        else
          table.addGlobalSecondaryIndex({
            ...common,
            partitionKey: attribute(index.partitionKey),
            ...limits,
          });
      }
      own.set(name, table);

      const restored = tableOverrides.get(name);
      const used = restored === undefined ? table : Table.fromTableName(this, `${name}Restored`, restored);
      inUse.set(name, used as ITable);
      new CfnOutput(this, `Table${name}`, { value: used.tableName }).overrideLogicalId(
        `Table${capitalized(name)}`,
      );
    }
    this.own = own;
    this.inUse = inUse;
  }
}

function attribute({ name, type }: KeyAttribute): Attribute {
  return { name, type: type === 'S' ? AttributeType.STRING : AttributeType.NUMBER };
}

function projection({ projected }: IndexDefinition) {
  if (projected === 'ALL') return { projectionType: ProjectionType.ALL };
  if (projected === 'KEYS_ONLY') return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projected] };
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
