import * as z from 'zod';
import { approvalDescriptor } from './approval-descriptor.ts';
import { messageMetadata } from './message-metadata.ts';

const toolInput = {
  toolCallId: z.string(),
  toolName: z.string().meta({ description: "The action's name" }),
  input: z.unknown(),
  dynamic: z
    .exactOptional(z.boolean())
    .meta({ description: 'True for a tool that the service does not have' }),
  title: z.exactOptional(z.string()),
};

const knownChunk = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    messageId: z.string(),
    messageMetadata: z.exactOptional(messageMetadata),
  }),
  z.object({ type: z.literal('start-step') }),
  z.object({ type: z.literal('text-start'), id: z.string() }),
  z.object({ type: z.literal('text-delta'), id: z.string(), delta: z.string() }),
  z.object({ type: z.literal('text-end'), id: z.string() }),
  z.object({ type: z.literal('tool-input-available'), ...toolInput }),
  z.object({ type: z.literal('tool-input-error'), ...toolInput, errorText: z.string() }),
  z.object({
    type: z.literal('tool-approval-request'),
    approvalId: z.string(),
    toolCallId: z.string(),
    approvalDescriptor,
  }),
  z.object({
    type: z.literal('tool-approval-response'),
    approvalId: z.string(),
    approved: z.boolean(),
    reason: z.exactOptional(z.string()),
  }),
  z.object({ type: z.literal('tool-output-available'), toolCallId: z.string(), output: z.unknown() }),
  z.object({ type: z.literal('tool-output-error'), toolCallId: z.string(), errorText: z.string() }),
  z.object({ type: z.literal('tool-output-denied'), toolCallId: z.string() }),
  z.object({ type: z.literal('reset-step') }),
  z.object({ type: z.literal('finish-step') }),
  z.object({
    type: z.literal('finish'),
    finishReason: z.exactOptional(
      z.enum(['stop', 'length', 'content-filter', 'tool-calls', 'error', 'interrupted', 'other']),
    ),
  }),
  z.object({ type: z.literal('abort'), reason: z.exactOptional(z.string()) }),
]);

const dataChunk = z.object({
  type: z.templateLiteral(['data-', z.string()]),
  id: z.exactOptional(z.string()),
  data: z.unknown(),
  transient: z.exactOptional(z.boolean()).meta({ description: 'True: not a part of the message' }),
});

export const chunk = z.union([knownChunk, dataChunk]);

/**
 * A step in the making of a message: a UI message chunk of the AI SDK, of the types that travel. `reset-step` takes
 * back the parts of the step so far but not its start, so no second `start-step` follows it.
 */
export type Chunk = z.infer<typeof chunk>;
