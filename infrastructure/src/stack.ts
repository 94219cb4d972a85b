import type { FunctionName } from '@agentic-service-bot/aws/functions';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { Audit } from './audit.ts';
import { Backup } from './backup.ts';
import { Canary } from './canary.ts';
import { TeamDashboard } from './dashboard.ts';
import { Data } from './data.ts';
import { Edge } from './edge.ts';
import { BotFunction, FUNCTION_NAMES } from './functions.ts';
import type { SettingValues } from './functions.ts';
import { Frontend } from './frontend.ts';
import { UserPool } from './identity.ts';
import type { Issuer } from './identity.ts';
import { Messaging } from './messaging.ts';
import { namesOf, removalPolicyOf } from './names.ts';
import { permissionsOf } from './permissions.ts';
import { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';

/** The firewall of CloudFront and its certificate can only be there. */
export const REGION = 'us-east-1';

/** One environment, all of it. */
export class BotStack extends Stack {
  constructor(scope: Construct, settings: Settings, bundles: string) {
    const { environment } = settings;
    super(scope, namesOf(environment), {
      description: `Agentic Service Bot, ${environment.name}`,
      env: { region: REGION },
      terminationProtection: environment.protected,
      tags: {
        application: 'agentic-service-bot',
        environment: environment.name,
        ...(settings.commit !== undefined && { commit: settings.commit }),
      },
    });

    const data = new Data(this, 'Data', settings);
    const messaging = new Messaging(this, 'Messaging', settings);
    const api = new Api(this, 'Api', environment);
    const audit = new Audit(this, 'Audit', environment);
    const edge = new Edge(this, 'Edge', environment);
    const frontend = new Frontend(this, 'Frontend', {
      settings,
      api,
      webAclArn: edge.webAclArn,
      accessLogs: audit.bucket as IBucket,
    });
    audit.log(frontend.distribution);
    const issuer = this.#issuer(settings, frontend.origin);
    const schedule = new Schedule(this, 'Schedule', settings, messaging);
    const modelSecret = this.#modelSecret(settings);

    const values: SettingValues = {
      ALLOWED_ORIGINS: [frontend.origin, ...settings.embedOrigins, ...environment.localOrigins].join(','),
      AUTH_ISSUER: issuer.issuer,
      AUTH_AUDIENCE: issuer.audience,
      AUTH_CLAIM_GROUPS:
        settings.groupsClaim ?? (settings.issuer === undefined ? 'cognito:groups' : 'groups'),
      AUTH_OPERATOR_GROUP: settings.operatorGroup,
      CRITICAL_TOPIC_ARN: messaging.critical.topicArn,
      REPORT_TOPIC_ARN: messaging.report.topicArn,
      REPORT_TIME_ZONE: settings.reportTimeZone,
      ENVIRONMENT: environment.name,
      LOG_LEVEL: environment.logLevel.toLowerCase(),
      MODEL_SECRET: modelSecret,
      ...(settings.model !== undefined && { MODEL: settings.model }),
      QUEUE_URL: messaging.doorbell.queueUrl,
      RETENTION_DAYS: String(environment.conversationDays),
      ROUTINE_QUEUE_ARN: messaging.routines.queueArn,
      SCHEDULER_DEAD_LETTER_ARN: messaging.missedSchedules.queueArn,
      SCHEDULER_GROUP: schedule.routineGroup,
      SCHEDULER_ROLE_ARN: schedule.routineRole.roleArn,
      WEBSOCKET_ENDPOINT: api.managementEndpoint,
    };
    const resources = {
      tables: data.inUse,
      doorbell: messaging.doorbell,
      deadLetters: messaging.deadLetters,
      routines: messaging.routines,
      critical: messaging.critical,
      report: messaging.report,
      topicKey: messaging.topicKey,
      apiId: api.api.apiId,
      modelSecretArn: modelSecret,
      model: settings.model,
      routineGroup: schedule.routineGroup,
      routineRole: schedule.routineRole,
    };
    const functions = new Map<FunctionName, BotFunction>(
      FUNCTION_NAMES.map((name) => [
        name,
        new BotFunction(this, name, {
          environment,
          name,
          bundles,
          tables: data.inUse,
          settings: values,
          permissions: permissionsOf(this, name, resources),
        }),
      ]),
    );
    const live = new Map<FunctionName, IFunction>(
      [...functions].map(([name, { live }]) => [name, live as IFunction]),
    );
    api.route(live);
    schedule.after(live);
    this.#hear(live, messaging, environment.workers);

    const alarms = new Alarms(this, 'Alarms', {
      environment,
      functions,
      data,
      messaging,
      apiId: api.api.apiId,
    });
    new TeamDashboard(this, 'Dashboard', environment, api.api.apiId);
    if (environment.canary) new Canary(this, 'Canary', functions, alarms.errors);
    if (environment.backupDays !== undefined) {
      new Backup(this, 'Backup', {
        settings,
        days: environment.backupDays,
        tables: data.own.values(),
        messaging,
      });
    }

    this.#output('SiteUrl', frontend.origin);
    this.#output('WebSocketUrl', frontend.socketUrl);
    this.#output('FrontendBucket', frontend.bucket.bucketName);
    this.#output('DistributionId', frontend.distribution.distributionId);
    this.#output('Issuer', issuer.issuer);
    this.#output('Audience', issuer.audience);
    this.#output('ModelSecret', modelSecret);
    this.#output('RoutineGroup', schedule.routineGroup);
    this.#output('RoutineQueue', messaging.routines.queueArn);
    this.#output('RoutineRole', schedule.routineRole.roleArn);
    this.#output('MissedSchedules', messaging.missedSchedules.queueArn);
  }

  #issuer(settings: Settings, siteOrigin: string): Issuer {
    const { issuer, audience } = settings;
    if (issuer !== undefined && audience !== undefined) return { issuer, audience };
    const returnTo = [siteOrigin, ...settings.environment.localOrigins].map((origin) => `${origin}/`);
    return new UserPool(this, 'Identity', { settings, returnTo });
  }

  /** Holds the keys of model providers once somebody puts them in; a template has no value for it. */
  #modelSecret({ environment }: Settings): string {
    const secret = new CfnSecret(this, 'ModelSecret', {
      name: namesOf(environment, 'models'),
      description: 'Keys of model providers, as a JSON object of environment variables',
    });
    secret.applyRemovalPolicy(removalPolicyOf(environment));
    return secret.ref;
  }

  /** Has workers answer rings, the last word said where they could not, and routines begin. */
  #hear(
    live: ReadonlyMap<FunctionName, IFunction>,
    { doorbell, deadLetters, routines }: Messaging,
    workers: number,
  ): void {
    for (const [name, queue, maxConcurrency] of [
      ['work', doorbell, workers],
      ['closeTurn', deadLetters, 2],
      // Each begins a reply that a worker has to answer.
      ['runRoutine', routines, workers],
    ] as const) {
      new EventSourceMapping(this, `${name}Rings`, {
        target: live.get(name) as IFunction,
        eventSourceArn: queue.queueArn,
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency,
      });
    }
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, `${name}Output`, { value }).overrideLogicalId(name);
  }
}
