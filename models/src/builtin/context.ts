import * as z from 'zod';

/**
 * What the built-in model is told beside the prompt, as `providerOptions.builtin`: the situation as data. Other
 * providers ignore it.
 */
export const builtinContextSchema = z.object({
  customer: z.object({ name: z.string(), level: z.string(), timeZone: z.string() }),
  now: z.iso.datetime({ offset: true }),
  /** The customer's objects as they may name them. */
  objects: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      name: z.string(),
      type: z.string(),
      group: z.string().exactOptional(),
      summary: z.string(),
    }),
  ),
});
export type BuiltinContext = z.infer<typeof builtinContextSchema>;
