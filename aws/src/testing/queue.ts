import type { SQSRecord } from 'aws-lambda';

/** A message of a queue, as Lambda is given it. */
export const record = (messageId: string, body: string, sentAt = 0): SQSRecord => ({
  messageId,
  receiptHandle: `receipt of ${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(sentAt),
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: String(sentAt),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:doorbell.fifo',
  awsRegion: 'us-east-1',
});

/** One that rings for a conversation. */
export const ring = (conversationId: string, sentAt = 0): SQSRecord =>
  record(`message of ${conversationId}`, JSON.stringify({ conversationId }), sentAt);
