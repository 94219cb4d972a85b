import { Duration } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { namesOf, removalPolicyOf } from './names.ts';
import type { Settings } from './settings.ts';

/** Daily copies of the tables in a vault of their own, which outlive the tables. */
export class Backup extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, days: number, tables: Iterable<Table>) {
    super(scope, id);
    const { environment, vaultLock } = settings;
    const vault = new backup.BackupVault(this, 'Vault', {
      backupVaultName: namesOf(environment),
      removalPolicy: removalPolicyOf(environment),
      // Compliance mode after three days of grace: nobody, the root user included, can delete a copy early.
      ...(vaultLock && {
        lockConfiguration: { minRetention: Duration.days(days), changeableFor: Duration.days(3) },
      }),
    });
    const plan = new backup.BackupPlan(this, 'Plan', {
      backupPlanName: namesOf(environment),
      backupVault: vault,
      backupPlanRules: [
        new backup.BackupPlanRule({
          ruleName: 'daily',
          scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(4),
          deleteAfter: Duration.days(days),
        }),
      ],
    });
    plan.addSelection('Tables', {
      resources: [...tables].map((table) => backup.BackupResource.fromDynamoDbTable(table)),
    });
  }
}
