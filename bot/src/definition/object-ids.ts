import * as z from 'zod';
import { slots } from './slot.ts';

/** The ids of the customer's objects that an input of this schema names, with their kinds. */
export function objectIdsIn(
  schema: z.ZodObject,
  input: Readonly<Record<string, unknown>>,
): { readonly kind: string; readonly id: string }[] {
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const slot = slots.get(
      field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : (field as z.ZodType),
    );
    if (slot?.type !== 'object') return [];
    const value = input[name];
    const ids: unknown[] = Array.isArray(value) ? value : [value];
    return ids.flatMap((id) => (typeof id === 'string' ? [{ kind: slot.kind, id }] : []));
  });
}
