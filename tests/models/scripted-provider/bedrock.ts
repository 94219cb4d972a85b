import { EventStreamCodec } from '@smithy/core/event-streams';
import { checkBedrockRequest } from './bedrock-request.ts';
import { inputOf, pieces, stopOf, type ErrorName, type Reply, type ReplyPart } from './play.ts';
import { Rejection, type Frame, type Usage, type Wire } from './wire.ts';

const STOP_REASONS = {
  end: 'end_turn',
  calls: 'tool_use',
  length: 'max_tokens',
  filter: 'guardrail_intervened',
};

const ERRORS: Record<ErrorName, { status: number; type: string; inStream: string; message: string }> = {
  'rate-limited': {
    status: 429,
    type: 'ThrottlingException',
    inStream: 'throttlingException',
    message: 'Too many requests, please wait before trying again.',
  },
  overloaded: {
    status: 503,
    type: 'ServiceUnavailableException',
    inStream: 'serviceUnavailableException',
    message: 'Bedrock is unable to process your request.',
  },
  'server-error': {
    status: 500,
    type: 'InternalServerException',
    inStream: 'internalServerException',
    message: 'The system encountered an unexpected error during processing. Try your request again.',
  },
  unauthorized: {
    status: 403,
    type: 'UnrecognizedClientException',
    inStream: 'validationException',
    message: 'The security token included in the request is invalid.',
  },
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const codec = new EventStreamCodec(
  (input) => (typeof input === 'string' ? input : decoder.decode(input as Uint8Array)),
  (input) => encoder.encode(input),
);

function message(kind: 'event' | 'exception', type: string, payload: string): Uint8Array {
  const header = (value: string) => ({ type: 'string' as const, value });
  return codec.encode({
    headers: {
      [`:${kind}-type`]: header(type),
      ':content-type': header('application/json'),
      ':message-type': header(kind),
    },
    body: encoder.encode(payload),
  });
}

const event = (type: string, payload: object): Uint8Array =>
  message('event', type, JSON.stringify({ ...payload, p: 'abcdefgh' }));

/** Bedrock's Converse API: a binary event stream, each message framed with its length and checksums. */
export const bedrock: Wire = {
  name: 'bedrock',
  contentType: 'application/vnd.amazon.eventstream',
  modelOf: (path) => {
    const model = /^\/model\/([^/]+)\/converse-stream$/u.exec(path)?.[1];
    return model === undefined ? undefined : decodeURIComponent(model);
  },
  check: checkBedrockRequest,
  tooLong: () => new Rejection('Input is too long for requested model.'),
  frames: (reply, usage) => [
    { of: 'other', bytes: event('messageStart', { role: 'assistant' }) },
    ...reply.parts.flatMap((part, index) => block(part, index)),
    ...finish(reply, usage),
  ],
  statusOf: (error) => ERRORS[error].status,
  refuse: (status, message) => ({
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype':
        Object.values(ERRORS).find((error) => error.status === status)?.type ?? 'ValidationException',
    },
    body: JSON.stringify({ message }),
  }),
  errorFrame: (error) => {
    const { inStream, message: text } = ERRORS[error];
    return message('exception', inStream, JSON.stringify({ message: text }));
  },
  malformedFrame: () => message('event', 'contentBlockDelta', '{"contentBlockIndex":0,"delta":{"te'),
};

function block(part: ReplyPart, contentBlockIndex: number): Frame[] {
  const delta = (of: Frame['of'], content: object): Frame => ({
    of,
    bytes: event('contentBlockDelta', { contentBlockIndex, delta: content }),
  });
  const stop = event('contentBlockStop', { contentBlockIndex });
  if ('text' in part)
    return [...pieces(part.text).map((text) => delta('text', { text })), { of: 'other', bytes: stop }];
  if ('thought' in part) {
    return [
      ...pieces(part.thought).map((text) => delta('other', { reasoningContent: { text } })),
      delta('other', { reasoningContent: { signature: 'signed' } }),
      { of: 'other', bytes: stop },
    ];
  }
  const start = { toolUse: { toolUseId: `tooluse_${String(contentBlockIndex)}`, name: part.call } };
  return [
    { of: 'other', bytes: event('contentBlockStart', { contentBlockIndex, start }) },
    ...pieces(inputOf(part)).map((input) => delta('input', { toolUse: { input } })),
    { of: 'other', endsCall: true, bytes: stop },
  ];
}

function finish(reply: Reply, usage: Usage): Frame[] {
  const metadata = {
    usage: {
      inputTokens: usage.fresh,
      outputTokens: usage.output,
      totalTokens: usage.fresh + usage.cacheRead + usage.cacheWritten + usage.output,
      cacheReadInputTokens: usage.cacheRead,
      cacheWriteInputTokens: usage.cacheWritten,
    },
    metrics: { latencyMs: 1 },
  };
  return [
    { of: 'finish', bytes: event('messageStop', { stopReason: STOP_REASONS[stopOf(reply)] }) },
    ...(reply.usage === false ? [] : [{ of: 'finish', bytes: event('metadata', metadata) } as const]),
  ];
}
