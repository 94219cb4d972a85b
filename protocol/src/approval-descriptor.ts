import * as z from 'zod';
import { timestamp } from './fields.ts';

export const approvalDescriptor = z.object({
  title: z.string().meta({ description: 'What is about to be done, in words for the customer' }),
  expiresAt: timestamp,
});

/** What a customer is asked to approve. The fold keeps it in the tool part, as `approval.descriptor`. */
export type ApprovalDescriptor = z.infer<typeof approvalDescriptor>;
