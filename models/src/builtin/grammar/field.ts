import { slots, type AnyAction, type Slot } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { stem } from '../language/stem.ts';
import { tokenize } from '../language/token.ts';

/** A field of an action's input that words can fill. */
export interface Field {
  readonly name: string;
  readonly slot: Slot;
  readonly required: boolean;
  readonly schema: z.ZodType;
  /** Whether the examples name its objects by their kind: `the evening routine`. */
  readonly byKind: boolean;
}

/** The fields of an action that have a slot, by name. */
export function fieldsOf(action: AnyAction): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const [name, schema] of Object.entries<z.ZodType>(action.input.shape)) {
    const slot = slotOf(schema);
    if (slot !== undefined)
      fields.set(name, {
        name,
        slot,
        schema,
        required: !schema.safeParse(undefined).success,
        byKind: isByKind(action, name, slot),
      });
  }
  return fields;
}

/** Whether most of the words that fill a field of objects have the word for their kind in them. */
function isByKind({ examples }: AnyAction, field: string, slot: Slot): boolean {
  if (slot.type !== 'object') return false;
  const kind = stem(slot.kind);
  const said = examples.flatMap(({ say }) =>
    Array.from(say.matchAll(/\{(\w+):([^}]*)\}/gu), ([, name, words = '']) => ({ name, words })),
  );
  const fillings = said.filter(({ name }) => name === field).map(({ words }) => tokenize(words));
  const byKind = fillings.filter((words) => words.some((word) => word.stem === kind));
  return byKind.length * 2 > fillings.length;
}

/** The slot of a schema, or of the one that it makes optional. */
function slotOf(schema: z.ZodType): Slot | undefined {
  const slot = slots.get(schema) as Slot | undefined;
  if (slot !== undefined) return slot;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return slotOf(schema.unwrap() as z.ZodType);
  return undefined;
}
