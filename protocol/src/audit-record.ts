import * as z from 'zod';
import { timestamp } from './fields.ts';

export const auditRecord = z.object({
  messageId: z.string().meta({ description: 'The reply that made the call' }),
  step: z.int().min(0),
  call: z.int().min(0).meta({ description: "The call's place in its step" }),
  action: z.string().meta({ description: 'As it was named, whether or not there is such an action' }),
  way: z.enum(['chat', 'approval', 'timer']).meta({ description: 'How the call came about' }),
  serviceLevel: z.string().meta({ description: "The customer's when it was decided" }),
  input: z.unknown(),
  inputHash: z.string().meta({ description: 'SHA-256 of the input as canonical JSON, base64url' }),
  decision: z.enum(['allowed', 'refused']),
  status: z
    .exactOptional(z.enum(['done', 'denied', 'failed', 'unknown']))
    .meta({ description: 'What came of it; absent while it runs' }),
  reason: z.exactOptional(z.string()).meta({ description: 'Why it was not done' }),
  model: z.string().meta({ description: 'Which model made the call' }),
  serviceVersion: z.string(),
  promptVersion: z.string(),
  at: timestamp.meta({ description: 'When it was decided' }),
  settledAt: z.exactOptional(timestamp),
});

/** One decision of the bot and what came of it, for operators. */
export type AuditRecord = z.infer<typeof auditRecord>;
