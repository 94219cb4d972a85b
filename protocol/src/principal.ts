import * as z from 'zod';

export const role = z.enum(['customer', 'operator']);

/** What somebody is here: a customer, or an operator who serves customers. */
export type Role = z.infer<typeof role>;

export const principal = z.object({ id: z.string(), name: z.string(), role });

/** Who is on a connection, as the token says. */
export type Principal = z.infer<typeof principal>;
