import * as z from 'zod';
import { check, checkUnique, objectSchema, parse } from './check.ts';
import type { Block, ProviderRequest } from './wire.ts';

const cacheControl = z.strictObject({
  type: z.literal('ephemeral'),
  ttl: z.enum(['5m', '1h']).optional(),
});
const marked = { cache_control: cacheControl.optional() };
const words = z.string().regex(/\S/u, 'text content blocks must contain non-whitespace text');
const id = z.string().regex(/^[a-zA-Z0-9_-]+$/u);
const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/u);

const text = z.strictObject({ type: z.literal('text'), text: words, ...marked });
const toolResult = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: id,
  content: z.union([z.string(), z.array(text)]).optional(),
  is_error: z.boolean().optional(),
  ...marked,
});
const toolUse = z.strictObject({
  type: z.literal('tool_use'),
  id,
  name: toolName,
  input: z.record(z.string(), z.unknown()),
  ...marked,
});
const thinking = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.string(),
  signature: z.string().min(1),
});
const userMessage = z.strictObject({
  role: z.literal('user'),
  content: z.array(z.union([text, toolResult])).min(1, 'all messages must have non-empty content'),
});
const assistantMessage = z.strictObject({
  role: z.literal('assistant'),
  content: z.array(z.union([text, toolUse, thinking])).min(1, 'all messages must have non-empty content'),
});
const tool = z.strictObject({
  name: toolName,
  description: z.string().optional(),
  input_schema: objectSchema,
  eager_input_streaming: z.boolean().optional(),
  strict: z.boolean().optional(),
  ...marked,
});

const requestSchema = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  system: z.array(text).optional(),
  messages: z.array(z.discriminatedUnion('role', [userMessage, assistantMessage])).min(1),
  tools: z.array(tool).optional(),
  tool_choice: z.looseObject({ type: z.enum(['auto', 'any', 'tool', 'none']) }).optional(),
  thinking: z.looseObject({ type: z.enum(['disabled', 'between_tools', 'adaptive']) }).optional(),
  output_config: z.looseObject({}).optional(),
  stream: z.literal(true),
});
type AnthropicRequest = z.infer<typeof requestSchema>;
type Message = AnthropicRequest['messages'][number];

/** Checks a request of the Messages API as the real one does. */
export function checkAnthropicRequest({ headers, body }: ProviderRequest): Block[] {
  check((headers['x-api-key'] ?? '') !== '', 'x-api-key header is required', 401);
  check(headers['anthropic-version'] !== undefined, 'anthropic-version: header is required');
  const request = parse(requestSchema, body);
  checkMessages(request);
  const blocks = blocksOf(request);
  const marks = blocks.filter((block) => block.marked).length;
  check(marks <= 4, `A maximum of 4 blocks with cache_control may be provided. Found ${String(marks)}.`);
  return blocks;
}

function checkMessages({ messages, tools, tool_choice }: AnthropicRequest): void {
  check(messages[0]?.role === 'user', 'messages: first message must use the "user" role');
  check(
    messages.at(-1)?.role === 'user',
    'This model does not support assistant message prefill. The conversation must end with a user message.',
  );
  checkUnique(
    (tools ?? []).map(({ name }) => name),
    'tools: Tool names must be unique.',
  );
  check(tool_choice === undefined || tools !== undefined, 'tool_choice: may only be used with tools');
  const uses = messages.flatMap((message) => usesOf(message));
  checkUnique(uses, 'messages: `tool_use` ids must be unique');
  check(
    uses.length === 0 || tools !== undefined,
    'Requests which include `tool_use` or `tool_result` blocks must define tools.',
  );
  for (const [index, message] of messages.entries()) {
    const asked = usesOf(messages[index - 1]);
    const answered = resultsOf(message);
    const orphan = answered.find((result) => !asked.includes(result));
    check(
      orphan === undefined,
      `messages.${String(index)}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(orphan)}.`,
    );
    checkUnique(answered, `messages.${String(index)}: each tool_use must have a single result.`);
    const open = asked.filter((use) => !answered.includes(use));
    check(
      open.length === 0,
      `messages.${String(index - 1)}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}.`,
    );
    const types = message.content.map(({ type }) => type);
    check(
      types.lastIndexOf('tool_result') < answered.length,
      `messages.${String(index)}: \`tool_result\` blocks must come first.`,
    );
  }
}

const usesOf = (message: Message | undefined): string[] =>
  (message?.content ?? []).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));

const resultsOf = (message: Message): string[] =>
  message.content.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []));

function blocksOf({ tools = [], system = [], messages }: AnthropicRequest): Block[] {
  const contents = [tools, system, ...messages.map((message) => message.content)];
  return contents.flatMap((blocks) =>
    blocks.map((json) => ({
      json: { ...json, cache_control: undefined },
      marked: 'cache_control' in json && json.cache_control !== undefined,
    })),
  );
}
