import { Duration } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Messaging } from './messaging.ts';
import { namesOf, removalPolicyOf } from './names.ts';
import type { Settings } from './settings.ts';

export interface BackupProps {
  readonly settings: Settings;
  /** That a copy is kept. */
  readonly days: number;
  readonly tables: Iterable<Table>;
  readonly messaging: Messaging;
}

/** Daily copies of the tables in a vault of their own, which outlive the tables. */
export class Backup extends Construct {
  constructor(scope: Construct, id: string, { settings, days, tables, messaging }: BackupProps) {
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
    this.#tellOfFailures(vault, settings, messaging);
  }

  /** A copy that was not made is missed on the day that it is needed, unless somebody hears of it before. */
  #tellOfFailures(vault: backup.IBackupVault, { environment }: Settings, messaging: Messaging): void {
    const rule = new Rule(this, 'Failed', {
      ruleName: namesOf(environment, 'backup-failed'),
      description: 'Tells of daily copies that were not made',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change'],
        detail: { state: ['ABORTED', 'EXPIRED', 'FAILED'], backupVaultName: [vault.backupVaultName] },
      },
    });
    rule.addTarget(new SnsTopic(messaging.critical));
    // As with CloudWatch: without the key the message is dropped, and nothing says so.
    messaging.topicKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
  }
}
