import * as z from 'zod';

export const actionOutput = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done'), result: z.unknown() }),
  z.object({
    status: z.literal('denied'),
    reason: z.string(),
    requiredLevel: z.exactOptional(z.string()).meta({ description: 'The service level that would allow it' }),
    alternatives: z.array(z.string()).meta({ description: 'Names of actions that are allowed' }),
  }),
  z.object({ status: z.literal('failed'), reason: z.string() }),
  z.object({ status: z.literal('unknown'), reason: z.string() }),
]);

/**
 * What came of an action, as the output of its tool. `done`: carried out, once. `denied`: the customer may not.
 * `failed`: tried, and it did not happen. `unknown`: nobody knows whether it happened; a person has been told.
 */
export type ActionOutput = z.infer<typeof actionOutput>;

/**
 * Whether an action has not gone wrong but lacks something, and asks for it: a `failed` whose reason ends in a question.
 * Takes what came of any action, also as the record has it.
 */
export const asksBack = ({
  status,
  reason = '',
}: {
  readonly status?: ActionOutput['status'];
  readonly reason?: string;
}): boolean => status === 'failed' && reason.trimEnd().endsWith('?');
