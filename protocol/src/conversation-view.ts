import * as z from 'zod';
import { timestamp } from './fields.ts';

const conversationStatus = z.enum(['bot', 'waiting', 'human', 'closed']);

/** Who answers: the bot, the bot until a person comes, a person, or nobody until the customer writes again. */
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const conversationView = z.object({
  id: z.string(),
  status: conversationStatus,
  title: z.string(),
  updatedAt: timestamp,
  seq: z.int().min(0).meta({ description: 'The number of its last frame' }),
  operator: z
    .exactOptional(z.object({ name: z.string(), id: z.exactOptional(z.string()) }))
    .meta({ description: 'Who holds it; the `id` for operators, who may have namesakes' }),
  approval: z
    .exactOptional(z.object({ id: z.string(), messageId: z.string(), expiresAt: timestamp }))
    .meta({ description: 'The approval that is open; `messageId` is the message that asks' }),
  customer: z
    .exactOptional(z.object({ id: z.string(), name: z.string(), serviceLevel: z.string() }))
    .meta({ description: 'Whose it is; for operators' }),
  priority: z
    .exactOptional(z.enum(['standard', 'priority', 'dedicated']))
    .meta({ description: "The customer's support priority; for operators" }),
  waitingSince: z
    .exactOptional(timestamp)
    .meta({ description: 'Since when a person is awaited; for operators' }),
  waitingReason: z
    .exactOptional(z.string())
    .meta({ description: 'Why a person is awaited, in words; for operators' }),
});

/** A conversation without its messages. */
export type ConversationView = z.infer<typeof conversationView>;
