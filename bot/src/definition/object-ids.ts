import * as z from 'zod';
import { slots } from './slot.ts';

/** A schema inside another, and the values that stand in its place in an input: none, one, or a list's many. */
interface Place {
  readonly schema: z.ZodType;
  readonly values: readonly unknown[];
}

/** What only wraps another schema: the value that it lets through is that one's. */
const WRAPPERS = [
  z.ZodOptional,
  z.ZodNullable,
  z.ZodNonOptional,
  z.ZodDefault,
  z.ZodPrefault,
  z.ZodCatch,
  z.ZodReadonly,
] as const;

/** What may hold other schemas, and isn't looked into. */
const CLOSED = [z.ZodLazy, z.ZodIntersection, z.ZodMap, z.ZodSet, z.ZodTuple, z.ZodPromise] as const;

/** The ids of the customer's objects that an input of this schema names, however deep, with their kinds. */
export function objectIdsIn(
  schema: z.ZodObject,
  input: Readonly<Record<string, unknown>>,
): { readonly kind: string; readonly id: string }[] {
  return placesIn({ schema, values: [input] }).flatMap((place) => {
    const slot = slots.get(place.schema);
    if (slot?.type !== 'object') return [];
    const ids = place.values.flat();
    return ids.flatMap((id) => (typeof id === 'string' ? [{ kind: slot.kind, id }] : []));
  });
}

/**
 * Checks that no id can stand where {@link objectIdsIn} does not find it.
 *
 * @throws Error that names the type of schema that it can't look into.
 */
export function checkObjectIds(schema: z.ZodObject): void {
  for (const place of placesIn({ schema, values: [] })) {
    if (CLOSED.some((closed) => place.schema instanceof closed)) {
      const { type } = place.schema.def;
      throw new Error(
        `Its input has a ${type}, in which no id of an object is found: use objects and lists.`,
      );
    }
  }
}

/** A place and all within it; what a field with a slot holds, its slot tells. */
function placesIn(place: Place): Place[] {
  if (slots.get(place.schema) !== undefined) return [place];
  return [place, ...within(place).flatMap(placesIn)];
}

function within({ schema, values }: Place): Place[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).map(([name, field]) => ({
      schema: field as z.ZodType,
      values: values.flatMap((value) => (isRecord(value) && Object.hasOwn(value, name) ? [value[name]] : [])),
    }));
  }
  if (schema instanceof z.ZodArray) {
    return [{ schema: schema.element as z.ZodType, values: values.flat() }];
  }
  if (schema instanceof z.ZodRecord) {
    const inner = values.flatMap((value) => (isRecord(value) ? Object.values(value) : []));
    return [{ schema: schema.valueType as z.ZodType, values: inner }];
  }
  // Which option a value is of is not asked: an id of any counts.
  if (schema instanceof z.ZodUnion)
    return schema.options.map((option) => ({ schema: option as z.ZodType, values }));
  if (schema instanceof z.ZodPipe)
    return [schema.in, schema.out].map((end) => ({ schema: end as z.ZodType, values }));
  const wrapper = WRAPPERS.find((candidate) => schema instanceof candidate);
  if (wrapper !== undefined && schema instanceof wrapper)
    return [{ schema: schema.unwrap() as z.ZodType, values }];
  return [];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
