import { FUNCTIONS } from '@agentic-service-bot/aws/functions';
import type { Found, Rule } from '../rule.ts';
import { all, every, property, remove, set, show, target, text } from '../rule.ts';
import { statementsOf } from '../statements.ts';

const QUEUE = 'AWS::SQS::Queue';
const TOPIC = 'AWS::SNS::Topic';
const DAYS_14 = 1_209_600;
const DAY = 86_400;

const named = (name: string) => (found: Found) => text(property(found, 'QueueName')).includes(name);
/** What comes by a schedule has no order. */
const scheduled = (found: Found) => named('missed-schedules')(found) || named('-routines')(found);
const fifo = (found: Found) => property(found, 'FifoQueue') === true;

/** Statements that refuse what does not come through TLS. */
const tlsOnly = (template: Parameters<typeof all>[0], resource: string): boolean =>
  statementsOf(template).some(
    ({ effect, condition, resources }) =>
      effect === 'Deny' &&
      /"aws:SecureTransport":"false"/.test(show(condition)) &&
      resources.some((on) => text(on).includes(resource)),
  );

export const MESSAGING_RULES: readonly Rule[] = [
  {
    says: 'Queues are encrypted, speak TLS alone and keep what nobody took for 14 days; rings are in order by conversation',
    problems: ({ template }) => [
      ...every(template, QUEUE, { SqsManagedSseEnabled: true, MessageRetentionPeriod: DAYS_14 }),
      ...every(
        template,
        QUEUE,
        { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' },
        (found) => !scheduled(found),
      ),
      ...all(template, QUEUE)
        .filter((found) => !scheduled(found) && !fifo(found))
        .map(({ id }) => `${id} is not in order`),
      ...all(template, QUEUE)
        .filter(({ id }) => !tlsOnly(template, id))
        .map(({ id }) => `${id} speaks without TLS`),
    ],
    mutations: {
      'no encryption': (t) => set(t, QUEUE, 'SqsManagedSseEnabled', false),
      'four days': (t) => set(t, QUEUE, 'MessageRetentionPeriod', 345_600),
      'no order': (t) => set(t, QUEUE, 'FifoQueue', undefined, named('doorbell')),
      'one order for all': (t) => set(t, QUEUE, 'DeduplicationScope', 'queue', fifo),
      'no TLS': (t) => remove(t, 'AWS::SQS::QueuePolicy'),
    },
  },
  {
    says: 'A ring that fails three times goes to closeTurn, and what that can’t end to a queue with an alarm; so does a routine that could not begin for a day',
    problems: ({ template }) => {
      const [doorbell, dead, lost, routines, missed] = [
        ...['doorbell', 'dead-letters', 'lost'],
        ...['-routines', 'missed-schedules'],
      ].map((name) => all(template, QUEUE).find(named(name)));
      const again = routines && property(routines, 'VisibilityTimeout');
      const leads = (from: Found | undefined, to: Found | undefined, after: number): string[] => {
        const policy = from && property(from, 'RedrivePolicy');
        const next = target(
          template,
          (policy as { deadLetterTargetArn?: unknown } | undefined)?.deadLetterTargetArn,
        );
        const count = (policy as { maxReceiveCount?: unknown } | undefined)?.maxReceiveCount;
        return next && next.id === to?.id && count === after
          ? []
          : [`${from?.id ?? 'a queue'} leads to ${next?.id ?? 'nothing'} after ${show(count)}`];
      };
      return [
        ...leads(doorbell, dead, 3),
        ...leads(dead, lost, 10),
        ...leads(routines, missed, typeof again === 'number' ? DAY / again : Number.NaN),
      ];
    },
    mutations: {
      'no dead letters': (t) => set(t, QUEUE, 'RedrivePolicy', undefined, named('doorbell')),
      'a hundred times': (t) => set(t, QUEUE, 'RedrivePolicy.maxReceiveCount', 100, named('doorbell')),
      'a routine in vain for an hour': (t) => set(t, QUEUE, 'VisibilityTimeout', 60, named('-routines')),
      'no dead routines': (t) => set(t, QUEUE, 'RedrivePolicy', undefined, named('-routines')),
      'nothing after closeTurn': (t) => set(t, QUEUE, 'RedrivePolicy', undefined, named('dead-letters')),
    },
  },
  {
    says: 'When a worker dies its ring is heard again within 90 seconds, and never while it works',
    problems: ({ template }) =>
      every(
        template,
        QUEUE,
        {
          VisibilityTimeout: (value) =>
            typeof value === 'number' && value > FUNCTIONS.work.timeout && value <= 90,
        },
        named('doorbell'),
      ),
    mutations: {
      'too early': (t) => set(t, QUEUE, 'VisibilityTimeout', 30, named('doorbell')),
      'too late': (t) => set(t, QUEUE, 'VisibilityTimeout', 360, named('doorbell')),
    },
  },
  {
    says: 'Topics are encrypted with a key that CloudWatch may use, let CloudWatch publish, and tell somebody',
    problems: ({ template }) => {
      const statements = statementsOf(template).filter(
        ({ effect, principal }) => effect === 'Allow' && /cloudwatch\.amazonaws\.com/.test(show(principal)),
      );
      return [
        ...(all(template, TOPIC).length === 2 ? [] : ['there are not two topics']),
        ...all(template, TOPIC).flatMap((topic) => {
          const key = target(template, property(topic, 'KmsMasterKeyId'));
          const opens = statements.some(
            ({ where, actions }) =>
              where === key?.id &&
              actions.includes('kms:Decrypt') &&
              actions.includes('kms:GenerateDataKey*'),
          );
          const publishes = statements.some(
            ({ actions, resources }) =>
              actions.includes('sns:Publish') && resources.some((on) => text(on).includes(topic.id)),
          );
          const heard = all(template, 'AWS::SNS::Subscription').some(
            (found) => target(template, property(found, 'TopicArn'))?.id === topic.id,
          );
          return [
            ...(key ? [] : [`${topic.id} is not encrypted`]),
            ...(opens ? [] : [`CloudWatch can't use the key of ${topic.id}`]),
            ...(publishes ? [] : [`CloudWatch can't publish to ${topic.id}`]),
            ...(heard ? [] : [`nobody listens to ${topic.id}`]),
            ...(tlsOnly(template, topic.id) ? [] : [`${topic.id} speaks without TLS`]),
          ];
        }),
        ...every(template, 'AWS::KMS::Key', { EnableKeyRotation: true }),
      ];
    },
    mutations: {
      'no key': (t) => set(t, TOPIC, 'KmsMasterKeyId', undefined),
      'AWS’s key, which CloudWatch can’t use': (t) => set(t, TOPIC, 'KmsMasterKeyId', 'alias/aws/sns'),
      'a key without CloudWatch': (t) => {
        const key = all(t, 'AWS::KMS::Key')[0];
        const statements = property(key ?? { Type: '' }, 'KeyPolicy.Statement') as unknown[];
        statements.splice(
          statements.findIndex((statement) => /cloudwatch/.test(show(statement))),
          1,
        );
      },
      'nobody may publish': (t) => remove(t, 'AWS::SNS::TopicPolicy'),
      'nobody listens': (t) => remove(t, 'AWS::SNS::Subscription'),
      'a key for ever': (t) => set(t, 'AWS::KMS::Key', 'EnableKeyRotation', false),
    },
  },
];
