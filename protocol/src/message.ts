import * as z from 'zod';
import { approvalDescriptor } from './approval-descriptor.ts';
import { messageMetadata } from './message-metadata.ts';

/** A tool's call, in each state that the chunks can bring it to. */
const toolCall = {
  toolCallId: z.string(),
  title: z.exactOptional(z.string()),
  input: z.unknown(),
};

const approval = { id: z.string(), descriptor: z.exactOptional(approvalDescriptor) };
const reason = z.exactOptional(z.string());
const approved = z.object({ ...approval, approved: z.literal(true), reason });

const toolStates = [
  z.object({ ...toolCall, state: z.literal('input-available') }),
  z.object({ ...toolCall, state: z.literal('approval-requested'), approval: z.object(approval) }),
  z.object({
    ...toolCall,
    state: z.literal('approval-responded'),
    approval: z.object({ ...approval, approved: z.boolean(), reason }),
  }),
  z.object({
    ...toolCall,
    state: z.literal('output-available'),
    output: z.unknown(),
    approval: z.exactOptional(approved),
  }),
  z.object({
    ...toolCall,
    state: z.literal('output-error'),
    errorText: z.string(),
    approval: z.exactOptional(approved),
  }),
  z.object({
    ...toolCall,
    state: z.literal('output-denied'),
    approval: z.object({ ...approval, approved: z.literal(false), reason }),
  }),
] as const;

export const messagePart = z.union([
  z.object({
    type: z.literal('text'),
    text: z.string(),
    state: z.exactOptional(z.enum(['streaming', 'done'])),
  }),
  z.object({ type: z.literal('step-start') }),
  z.intersection(
    z.object({ type: z.templateLiteral(['tool-', z.string()]) }),
    z.discriminatedUnion('state', toolStates),
  ),
  z.intersection(
    z.object({ type: z.literal('dynamic-tool'), toolName: z.string() }),
    z.discriminatedUnion('state', toolStates),
  ),
  z.object({
    type: z.templateLiteral(['data-', z.string()]),
    id: z.exactOptional(z.string()),
    data: z.unknown(),
  }),
]);

/** A part of a message: words, an action's call, or the start of a step. */
export type MessagePart = z.infer<typeof messagePart>;

export const message = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']).meta({ description: "A customer's is `user`, any other `assistant`" }),
  metadata: messageMetadata,
  parts: z.array(messagePart),
});

/** A whole message: a `UIMessage` of the AI SDK, of the parts that travel. */
export type Message = z.infer<typeof message>;
