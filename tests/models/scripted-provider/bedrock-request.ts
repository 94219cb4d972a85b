import * as z from 'zod';
import { check, checkUnique, objectSchema, parse } from './check.ts';
import type { Block, ProviderRequest } from './wire.ts';

const toolUseId = z.string().regex(/^[a-zA-Z0-9_.:-]{1,64}$/u);
const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u);
const text = z.strictObject({
  text: z.string().regex(/\S/u, 'The text field in the ContentBlock object is blank.'),
});
const cachePoint = z.strictObject({ cachePoint: z.strictObject({ type: z.literal('default') }) });
const toolUse = z.strictObject({
  toolUse: z.strictObject({
    toolUseId,
    name: toolName,
    input: z.record(z.string(), z.unknown()),
  }),
});
const toolResult = z.strictObject({
  toolResult: z.strictObject({
    toolUseId,
    content: z.array(z.union([text, z.strictObject({ json: z.unknown() })])).min(1),
    status: z.enum(['success', 'error']).optional(),
  }),
});
const reasoning = z.strictObject({
  reasoningContent: z.strictObject({
    reasoningText: z.strictObject({ text: z.string(), signature: z.string().optional() }),
  }),
});

const requestSchema = z.strictObject({
  system: z.array(z.union([text, cachePoint])).optional(),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['user', 'assistant']),
        content: z.array(z.union([text, cachePoint, toolUse, toolResult, reasoning])).min(1),
      }),
    )
    .min(1),
  inferenceConfig: z.strictObject({ maxTokens: z.int().min(1) }).optional(),
  toolConfig: z
    .strictObject({
      tools: z
        .array(
          z.strictObject({
            toolSpec: z.strictObject({
              name: toolName,
              description: z.string().min(1).optional(),
              inputSchema: z.strictObject({ json: objectSchema }),
            }),
          }),
        )
        .min(1),
      toolChoice: z.looseObject({}).optional(),
    })
    .optional(),
  additionalModelResponseFieldPaths: z.array(z.string()).optional(),
});
type BedrockRequest = z.infer<typeof requestSchema>;
type Message = BedrockRequest['messages'][number];

/** Checks a request of the Converse API as the real one does. */
export function checkBedrockRequest({ headers, body, modelId }: ProviderRequest): Block[] {
  const authorization = String(headers['authorization'] ?? '');
  check(/^(?:AWS4-HMAC-SHA256|Bearer) \S/u.test(authorization), 'Missing Authentication Token', 403);
  const request = parse(requestSchema, body);
  checkMessages(request);
  const blocks = blocksOf(request);
  const marks = blocks.filter((block) => block.marked).length;
  check(marks <= 4, 'The request has more than 4 cache points.');
  check(
    marks === 0 || /anthropic\.claude|amazon\.nova/u.test(modelId),
    'You invoked an unsupported model or your request did not allow prompt caching.',
  );
  return blocks;
}

function checkMessages({ messages, toolConfig }: BedrockRequest): void {
  check(
    messages[0]?.role === 'user',
    'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
  );
  check(messages.at(-1)?.role === 'user', 'The conversation must end with a user message.');
  checkUnique(
    (toolConfig?.tools ?? []).map(({ toolSpec }) => toolSpec.name),
    'The toolConfig field has tools of the same name.',
  );
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1];
    check(
      before?.role !== message.role,
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    );
    const asked = usesOf(before);
    const answered = resultsOf(message);
    check(
      (asked.length === 0 && answered.length === 0) || toolConfig !== undefined,
      'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
    );
    checkUnique(asked, `messages.${String(index - 1)}.content contains duplicate Ids.`);
    const open = asked.filter((use) => !answered.includes(use));
    check(
      open.length === 0,
      `Expected toolResult blocks at messages.${String(index)}.content for the following Ids: ${open.join(', ')}`,
    );
    check(
      answered.length <= asked.length,
      `The number of toolResult blocks at messages.${String(index)}.content exceeds the number of toolUse blocks of previous turn.`,
    );
  }
}

const usesOf = (message: Message | undefined): string[] =>
  (message?.content ?? []).flatMap((block) => ('toolUse' in block ? [block.toolUse.toolUseId] : []));

const resultsOf = (message: Message): string[] =>
  message.content.flatMap((block) => ('toolResult' in block ? [block.toolResult.toolUseId] : []));

/** A cache point stands after what it marks. */
function blocksOf({ toolConfig, system = [], messages }: BedrockRequest): Block[] {
  const contents = [
    ...(toolConfig?.tools ?? []),
    ...system,
    ...messages.flatMap((message) => message.content),
  ];
  return contents.flatMap((json, index) => {
    const next = contents[index + 1];
    return 'cachePoint' in json ? [] : [{ json, marked: next !== undefined && 'cachePoint' in next }];
  });
}
