import * as z from 'zod';
import { check, checkUnique, objectSchema, parse } from './check.ts';
import type { Block, ProviderRequest } from './wire.ts';

const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u);
const toolCallId = z.string().min(1).max(40);
const content = z.union([
  z.string(),
  z.array(z.strictObject({ type: z.literal('text'), text: z.string() })).min(1),
]);

/** Servers put the input of earlier calls into a chat template: it must be an object. */
const jsonObject = z.string().refine((text) => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}, 'function.arguments is not a JSON object');

const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string() }),
  z.strictObject({ role: z.literal('user'), content }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string().nullish(),
    reasoning_content: z.string().optional(),
    tool_calls: z
      .array(
        z.strictObject({
          id: toolCallId,
          type: z.literal('function'),
          function: z.strictObject({ name: toolName, arguments: jsonObject }),
        }),
      )
      .min(1)
      .optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: toolCallId, content: z.string() }),
]);

const requestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: toolName,
          description: z.string().optional(),
          parameters: objectSchema,
          strict: z.boolean().optional(),
        }),
      }),
    )
    .min(1, "[] is too short - 'tools'")
    .optional(),
  tool_choice: z.union([z.enum(['auto', 'none', 'required']), z.looseObject({})]).optional(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
});
type OpenAiRequest = z.infer<typeof requestSchema>;

/** Checks a chat completion request as the strictest of the servers that know this format do. */
export function checkOpenAiRequest({ body }: ProviderRequest): Block[] {
  const request = parse(requestSchema, body);
  const { messages, tools, tool_choice } = request;
  check(
    tool_choice === undefined || tools !== undefined,
    "'tool_choice' is only allowed when 'tools' are specified.",
  );
  checkUnique(
    (tools ?? []).map((tool) => tool.function.name),
    'tools: names must be unique',
  );
  checkMessages(messages);
  return [...(tools ?? []), ...messages].map((json) => ({ json, marked: false }));
}

function checkMessages(messages: OpenAiRequest['messages']): void {
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    check(message.role !== 'system' || index === 0, 'System message must be at the beginning.');
    if (message.role === 'tool') {
      const at = open.indexOf(message.tool_call_id);
      check(
        at >= 0,
        "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
      );
      open.splice(at, 1);
      continue;
    }
    checkAnswered(open);
    if (message.role !== 'assistant') continue;
    open = (message.tool_calls ?? []).map(({ id }) => id);
    checkUnique(open, 'tool_calls: ids must be unique');
    check(
      (message.content ?? '') !== '' || open.length > 0,
      `messages.${String(index)}.content: expected a string, got null`,
    );
  }
  checkAnswered(open);
  check(
    messages.some(({ role }) => role === 'user'),
    'No user query found in messages.',
  );
}

const checkAnswered = (open: readonly string[]): void => {
  check(
    open.length === 0,
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`,
  );
};
