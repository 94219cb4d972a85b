import * as z from 'zod';

const count = z.int().min(0);

export const stepUsage = z.object({
  model: z.string().meta({ description: 'Which model wrote it: `provider/model`' }),
  inputTokens: count.meta({ description: 'All of its input, from the provider’s cache or not' }),
  outputTokens: count,
  cachedTokens: count.meta({ description: 'Of the input, what the provider had in its cache' }),
  dollars: z
    .exactOptional(z.number().min(0))
    .meta({ description: 'What it cost, US dollars; absent if the price is not known' }),
  firstTokenMs: z
    .exactOptional(count)
    .meta({ description: 'From the question to the first of its text or its calls, milliseconds' }),
  ms: count.meta({ description: 'From the question to its end, milliseconds' }),
});

/** What one of the model's messages that make a reply took, for operators. */
export type StepUsage = z.infer<typeof stepUsage>;
