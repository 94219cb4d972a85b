import { slots, type AnyAction, type Slot } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';

/** A field of an action's input that words can fill. */
export interface Field {
  readonly name: string;
  readonly slot: Slot;
  readonly required: boolean;
  readonly schema: z.ZodType;
}

/** The fields of an action that have a slot, by name. */
export function fieldsOf(action: AnyAction): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const [name, schema] of Object.entries<z.ZodType>(action.input.shape)) {
    const slot = slotOf(schema);
    if (slot !== undefined)
      fields.set(name, { name, slot, schema, required: !schema.safeParse(undefined).success });
  }
  return fields;
}

/** The slot of a schema, or of the one that it makes optional. */
function slotOf(schema: z.ZodType): Slot | undefined {
  const slot = slots.get(schema) as Slot | undefined;
  if (slot !== undefined) return slot;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return slotOf(schema.unwrap() as z.ZodType);
  return undefined;
}
