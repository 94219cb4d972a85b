import { checkAnthropicRequest } from './anthropic-request.ts';
import { inputOf, pieces, stopOf, type ErrorName, type Reply, type ReplyPart } from './play.ts';
import { Rejection, type Frame, type Usage, type Wire } from './wire.ts';

const STOP_REASONS = { end: 'end_turn', calls: 'tool_use', length: 'max_tokens', filter: 'refusal' };

const ERRORS: Record<ErrorName, { status: number; type: string; message: string }> = {
  'rate-limited': {
    status: 429,
    type: 'rate_limit_error',
    message: 'This request would exceed your rate limit.',
  },
  overloaded: { status: 529, type: 'overloaded_error', message: 'Overloaded' },
  'server-error': { status: 500, type: 'api_error', message: 'Internal server error' },
  unauthorized: { status: 401, type: 'authentication_error', message: 'invalid x-api-key' },
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const event = (data: { type: string }): Uint8Array =>
  bytes(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);

/** Anthropic's Messages API: server-sent events, each with its type. */
export const anthropic: Wire = {
  name: 'anthropic',
  contentType: 'text/event-stream; charset=utf-8',
  modelOf: (path, body) =>
    path === '/v1/messages' ? String((body as { model?: unknown }).model) : undefined,
  check: checkAnthropicRequest,
  tooLong: (tokens, most) =>
    new Rejection(`prompt is too long: ${String(tokens)} tokens > ${String(most)} maximum`),
  frames: (reply, usage, modelId) => [
    { of: 'other', bytes: event(messageStart(usage, modelId)) },
    ...reply.parts.flatMap((part, index) => block(part, index)),
    ...finish(reply, usage),
  ],
  statusOf: (error) => ERRORS[error].status,
  refuse: (status, message) => {
    const type =
      Object.values(ERRORS).find((error) => error.status === status)?.type ?? 'invalid_request_error';
    return {
      status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_scripted' }),
    };
  },
  errorFrame: (error) => {
    const { type, message } = ERRORS[error];
    return bytes(`event: error\ndata: ${JSON.stringify({ type: 'error', error: { type, message } })}\n\n`);
  },
  malformedFrame: () =>
    bytes('event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"ty\n\n'),
};

const messageStart = (usage: Usage, model: string) => ({
  type: 'message_start',
  message: {
    id: 'msg_scripted',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: usage.fresh,
      cache_creation_input_tokens: usage.cacheWritten,
      cache_read_input_tokens: usage.cacheRead,
      output_tokens: 1,
    },
  },
});

function block(part: ReplyPart, index: number): Frame[] {
  const start = (content_block: object): Frame => ({
    of: 'other',
    bytes: event({ type: 'content_block_start', index, content_block } as { type: string }),
  });
  const delta = (of: Frame['of'], delta: object): Frame => ({
    of,
    bytes: event({ type: 'content_block_delta', index, delta } as { type: string }),
  });
  const stop = event({ type: 'content_block_stop', index } as { type: string });
  if ('text' in part) {
    const deltas = pieces(part.text).map((text) => delta('text', { type: 'text_delta', text }));
    return [start({ type: 'text', text: '' }), ...deltas, { of: 'other', bytes: stop }];
  }
  if ('thought' in part) {
    return [
      start({ type: 'thinking', thinking: '', signature: '' }),
      ...pieces(part.thought).map((thinking) => delta('other', { type: 'thinking_delta', thinking })),
      delta('other', { type: 'signature_delta', signature: 'signed' }),
      { of: 'other', bytes: stop },
    ];
  }
  const id = `toolu_scripted_${String(index)}`;
  const deltas = pieces(inputOf(part)).map((json) =>
    delta('input', { type: 'input_json_delta', partial_json: json }),
  );
  return [
    start({ type: 'tool_use', id, name: part.call, input: {} }),
    ...deltas,
    { of: 'other', endsCall: true, bytes: stop },
  ];
}

function finish(reply: Reply, usage: Usage): Frame[] {
  const delta = { stop_reason: STOP_REASONS[stopOf(reply)], stop_sequence: null };
  return [
    { type: 'message_delta', delta, usage: { output_tokens: reply.usage === false ? 0 : usage.output } },
    { type: 'message_stop' },
  ].map((data) => ({ of: 'finish', bytes: event(data) }));
}
