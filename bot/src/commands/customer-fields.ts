import { scheduleSchema, type ServiceDefinition } from '../definition/index.ts';
import { ID_MAX, timeZone } from '@agentic-service-bot/protocol';
import * as z from 'zod';

/** What can be set of a customer of that service. */
export function customerFields({ levels }: Pick<ServiceDefinition, 'levels'>) {
  const names = levels.map(({ name }) => name);
  return z.strictObject({
    name: z.exactOptional(z.string().trim().min(1).max(200)),
    level: z.exactOptional(
      z
        .string()
        .refine((level) => names.includes(level), `there is no such level: write ${names.join(', ')}`),
    ),
    timeZone: z.exactOptional(timeZone),
  });
}

/** A line of a file to import: a customer's id, and what is to be set of them. */
export function importLine(service: Pick<ServiceDefinition, 'levels'>) {
  const id = z.string().min(1).max(ID_MAX);
  return customerFields(service).extend({
    id,
    objects: z
      .array(z.strictObject({ kind: z.string().min(1), id, data: z.record(z.string(), z.json()) }))
      .default([]),
    timers: z.array(z.strictObject({ id, schedule: scheduleSchema })).default([]),
  });
}
export type ImportLine = z.infer<ReturnType<typeof importLine>>;

/** What is wrong with a value, on one line. */
export const explain = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
