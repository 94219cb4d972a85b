import { ArnFormat, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { QueueProps } from 'aws-cdk-lib/aws-sqs';
import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import { Construct } from 'constructs';
import { namesOf, removalPolicyOf } from './names.ts';
import { rotatedKey } from './rotated-key.ts';
import type { Settings } from './settings.ts';

/** Seconds after a worker's time is up until its rings are heard again: another one goes on within 90 s. */
const AFTER_TIMEOUT = 15;

/** Minutes until a routine that could not begin is tried again. */
const ROUTINE_AGAIN = 2;
/** How often, which is for a day: one that is too late to run is still to be told of. Then a person looks. */
const ROUTINE_TRIES = (24 * 60) / ROUTINE_AGAIN;

/** The doorbell and the routines, what becomes of those that nobody could answer, and the topics that people listen to. */
export class Messaging extends Construct {
  /** Rings: one group for each conversation. */
  readonly doorbell: Queue;
  /** Rings that failed several times; `closeTurn` ends their turns in words. */
  readonly deadLetters: Queue;
  /** Rings that even `closeTurn` could not end. Always a fault; a person looks. */
  readonly lost: Queue;
  /** Customers' routines whose time has come. */
  readonly routines: Queue;
  /** Routines that could not begin, and schedules that did not reach what they start. A person looks. */
  readonly missedSchedules: Queue;
  /** What a person must look at now. */
  readonly critical: Topic;
  /** What the team reads in the morning. */
  readonly report: Topic;
  readonly topicKey: Key;

  constructor(scope: Construct, id: string, { environment, alertEmail }: Settings) {
    super(scope, id);

    const kept: QueueProps = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicyOf(environment),
    };
    const fifo: QueueProps = {
      ...kept,
      fifo: true,
      // Conversations do not wait for each other, nor share a limit.
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    };
    this.lost = new Queue(this, 'Lost', { ...fifo, queueName: `${namesOf(environment, 'lost')}.fifo` });
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...fifo,
      queueName: `${namesOf(environment, 'dead-letters')}.fifo`,
      visibilityTimeout: Duration.seconds(FUNCTIONS.closeTurn.timeout + AFTER_TIMEOUT),
      deadLetterQueue: { queue: this.lost, maxReceiveCount: 10 },
    });
    this.doorbell = new Queue(this, 'Doorbell', {
      ...fifo,
      queueName: `${namesOf(environment, 'doorbell')}.fifo`,
      visibilityTimeout: Duration.seconds(FUNCTIONS.work.timeout + AFTER_TIMEOUT),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 3 },
    });
    this.missedSchedules = new Queue(this, 'MissedSchedules', {
      ...kept,
      queueName: namesOf(environment, 'missed-schedules'),
    });
    this.routines = new Queue(this, 'Routines', {
      ...kept,
      queueName: namesOf(environment, 'routines'),
      visibilityTimeout: Duration.minutes(ROUTINE_AGAIN),
      deadLetterQueue: { queue: this.missedSchedules, maxReceiveCount: ROUTINE_TRIES },
    });

    this.topicKey = rotatedKey(this, 'TopicKey', {
      description: 'Topics of the Agentic Service Bot',
      alias: namesOf(environment, 'topics'),
      removalPolicy: removalPolicyOf(environment),
    });
    // Without this an alarm's message is dropped, and nothing says so. No condition: which of them CloudWatch sends
    // could not be tried.
    this.topicKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    this.critical = this.#topic('Critical', namesOf(environment, 'critical'));
    this.report = this.#topic('Report', namesOf(environment, 'report'));
    if (alertEmail !== undefined) {
      for (const topic of [this.critical, this.report]) {
        new Subscription(topic, 'Email', {
          topic,
          protocol: SubscriptionProtocol.EMAIL,
          endpoint: alertEmail,
        });
      }
    }
    new CfnOutput(this, 'CriticalTopic', { value: this.critical.topicArn }).overrideLogicalId(
      'CriticalTopic',
    );
    new CfnOutput(this, 'ReportTopic', { value: this.report.topicArn }).overrideLogicalId('ReportTopic');
  }

  #topic(id: string, topicName: string): Topic {
    const topic = new Topic(this, id, { topicName, masterKey: this.topicKey, enforceSSL: true });
    // A policy replaces the one that a topic begins with, and with it CloudWatch's permission.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    return topic;
  }
}
