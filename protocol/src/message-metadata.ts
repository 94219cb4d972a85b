import * as z from 'zod';
import { requestId, timestamp } from './fields.ts';

export const messageMetadata = z.object({
  author: z.enum(['customer', 'bot', 'operator']),
  name: z.exactOptional(z.string()).meta({ description: "The author's name, for display" }),
  createdAt: timestamp,
  requestId: z.exactOptional(requestId).meta({ description: 'The request that brought the message' }),
  replyTo: z
    .exactOptional(z.array(z.string()))
    .meta({ description: 'Ids of the messages that a reply answers' }),
});

/** What a message carries beside its words: who wrote it, when, and what it answers. */
export type MessageMetadata = z.infer<typeof messageMetadata>;
