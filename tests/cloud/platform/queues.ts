import type { FauxqsServer } from 'fauxqs';
import { scalar, type Properties, type Resolver } from '../template/resolve.ts';

/** A queue of a template. */
export interface SimulatedQueue {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityMs: number;
}

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];

/** Creates the queues of a template as they stand there, those first that others let fall into. */
export function createQueues(server: FauxqsServer, resolver: Resolver): readonly SimulatedQueue[] {
  const queues = [...resolver.resources('AWS::SQS::Queue')].map(([logicalId, properties]) => ({
    properties,
    queue: {
      logicalId,
      name: resolver.attribute(logicalId, 'QueueName'),
      arn: resolver.attribute(logicalId, 'Arn'),
      url: resolver.reference(logicalId),
      visibilityMs: Number(properties.at('VisibilityTimeout') ?? 30) * 1_000,
    },
  }));
  const fallsInto = (properties: Properties): string =>
    properties.textOr('', 'RedrivePolicy', 'deadLetterTargetArn');
  const created = new Set<string>();
  while (created.size < queues.length) {
    const next = queues.filter(({ properties, queue }) => {
      const isFree = properties.at('RedrivePolicy') === undefined || created.has(fallsInto(properties));
      return isFree && !created.has(queue.arn);
    });
    if (next.length === 0) throw new Error('Queues let fall into each other.');
    for (const { properties, queue } of next) {
      server.createQueue(queue.name, { attributes: attributesOf(properties) });
      created.add(queue.arn);
    }
  }
  return queues.map(({ queue }) => queue);
}

function attributesOf(properties: Properties): Record<string, string> {
  const redrive = properties.at('RedrivePolicy');
  return {
    ...Object.fromEntries(
      ATTRIBUTES.flatMap((name) => {
        const value = scalar(properties.at(name));
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...(redrive !== undefined && { RedrivePolicy: JSON.stringify(redrive) }),
  };
}
