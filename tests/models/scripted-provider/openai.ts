import { checkOpenAiRequest } from './openai-request.ts';
import { inputOf, pieces, stopOf, type ErrorName, type ReplyPart } from './play.ts';
import { Rejection, type Frame, type Usage, type Wire } from './wire.ts';

const FINISH_REASONS = { end: 'stop', calls: 'tool_calls', length: 'length', filter: 'content_filter' };

const ERRORS: Record<ErrorName, { status: number; type: string; code: string | null; message: string }> = {
  'rate-limited': {
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'Rate limit reached for requests',
  },
  overloaded: {
    status: 503,
    type: 'server_error',
    code: null,
    message: 'The engine is currently overloaded, please try again later',
  },
  'server-error': {
    status: 500,
    type: 'server_error',
    code: null,
    message: 'The server had an error while processing your request.',
  },
  unauthorized: {
    status: 401,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: 'Incorrect API key provided.',
  },
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const data = (json: object): Uint8Array => bytes(`data: ${JSON.stringify(json)}\n\n`);

/** OpenAI's chat completions: server-sent events without types, and `[DONE]`. */
export const openai: Wire = {
  name: 'openai-compatible',
  contentType: 'text/event-stream',
  modelOf: (path, body) =>
    path === '/v1/chat/completions' ? String((body as { model?: unknown }).model) : undefined,
  check: checkOpenAiRequest,
  tooLong: (tokens, most) =>
    new Rejection(
      `This model's maximum context length is ${String(most)} tokens. However, your messages resulted in ${String(tokens)} tokens.`,
    ),
  frames: (reply, usage, model) => {
    const chunk = (delta: object, finish_reason: string | null = null) =>
      data({ ...head(model), choices: [{ index: 0, delta, finish_reason }] });
    return [
      { of: 'other', bytes: chunk({ role: 'assistant', content: '' }) },
      ...deltas(reply.parts, chunk),
      { of: 'finish', bytes: chunk({}, FINISH_REASONS[stopOf(reply)]) },
      ...(reply.usage === false ? [] : [{ of: 'finish', bytes: data(usageChunk(usage, model)) } as const]),
      { of: 'finish', bytes: bytes('data: [DONE]\n\n') },
    ];
  },
  statusOf: (error) => ERRORS[error].status,
  refuse: (status, message) => {
    const known = Object.values(ERRORS).find((error) => error.status === status);
    const error = {
      message,
      type: known?.type ?? 'invalid_request_error',
      param: null,
      code: known?.code ?? null,
    };
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
  },
  errorFrame: (name) => {
    const { message, type, code } = ERRORS[name];
    return data({ error: { message, type, param: null, code } });
  },
  malformedFrame: () => bytes('data: {"id":"chatcmpl-scripted","choices":[{"index":0,"del\n\n'),
};

const head = (model: string) => ({
  id: 'chatcmpl-scripted',
  object: 'chat.completion.chunk',
  created: 1_767_225_600,
  model,
});

const usageChunk = (usage: Usage, model: string) => {
  const prompt_tokens = usage.fresh + usage.cacheRead + usage.cacheWritten;
  return {
    ...head(model),
    choices: [],
    usage: {
      prompt_tokens,
      completion_tokens: usage.output,
      total_tokens: prompt_tokens + usage.output,
      prompt_tokens_details: { cached_tokens: usage.cacheRead },
    },
  };
};

function deltas(parts: readonly ReplyPart[], chunk: (delta: object) => Uint8Array): Frame[] {
  let calls = 0;
  return parts.flatMap((part): Frame[] => {
    if ('text' in part)
      return pieces(part.text).map((content) => ({ of: 'text', bytes: chunk({ content }) }));
    if ('thought' in part) {
      return pieces(part.thought).map((text) => ({ of: 'other', bytes: chunk({ reasoning_content: text }) }));
    }
    const index = calls++;
    const first = {
      index,
      id: `call_scripted_${String(index)}`,
      type: 'function',
      function: { name: part.call, arguments: '' },
    };
    const input = pieces(inputOf(part));
    return [
      { of: 'other', endsCall: input.length === 0, bytes: chunk({ tool_calls: [first] }) },
      ...input.map((text, piece): Frame => ({
        of: 'input',
        endsCall: piece === input.length - 1,
        bytes: chunk({ tool_calls: [{ index, function: { arguments: text } }] }),
      })),
    ];
  });
}
