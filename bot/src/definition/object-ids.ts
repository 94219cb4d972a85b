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
  z.ZodExactOptional,
  z.ZodNullable,
  z.ZodNonOptional,
  z.ZodDefault,
  z.ZodPrefault,
  z.ZodCatch,
  z.ZodReadonly,
] as const;

/** What holds no other schema, by zod's names. */
const LEAVES: ReadonlySet<string> = new Set([
  ...['string', 'number', 'int', 'bigint', 'boolean', 'date', 'literal', 'enum', 'template_literal'],
  ...['null', 'undefined', 'any', 'unknown', 'never', 'transform'],
]);

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
    const { type } = place.schema.def;
    if (slots.get(place.schema) === undefined && !LEAVES.has(type) && within(place) === undefined) {
      throw new Error(
        `Its input has a ${type}, in which no id of an object is found: use objects and lists.`,
      );
    }
  }
}

/** A place and all within it; what a field with a slot holds, its slot tells. */
function placesIn(place: Place, above: readonly z.ZodType[] = []): Place[] {
  if (above.includes(place.schema))
    throw new Error('Its input has itself in it, to any depth: say how deep it may be.');
  if (slots.get(place.schema) !== undefined) return [place];
  const inner = within(place) ?? [];
  return [place, ...inner.flatMap((one) => placesIn(one, [...above, place.schema]))];
}

/** The schemas right inside another, each with its values; undefined of a type that is not known here. */
function within({ schema, values }: Place): Place[] | undefined {
  const at = (inner: unknown, ofThose: readonly unknown[]): Place => ({
    schema: inner as z.ZodType,
    values: ofThose,
  });
  const records = values.filter(isRecord);
  if (schema instanceof z.ZodObject) {
    const { shape } = schema;
    const named = Object.entries(shape).map(([name, field]) =>
      at(
        field,
        records.flatMap((record) => (Object.hasOwn(record, name) ? [record[name]] : [])),
      ),
    );
    const { catchall } = schema.def;
    if (catchall === undefined) return named;
    const others = records.flatMap((record) =>
      Object.entries(record).flatMap(([name, value]) => (Object.hasOwn(shape, name) ? [] : [value])),
    );
    return [...named, at(catchall, others)];
  }
  if (schema instanceof z.ZodArray) return [at(schema.element, values.flat())];
  if (schema instanceof z.ZodRecord)
    return [
      at(schema.keyType, records.flatMap(Object.keys)),
      at(schema.valueType, records.flatMap(Object.values)),
    ];
  // Which option a value is of is not asked: an id of any counts.
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => at(option, values));
  if (schema instanceof z.ZodPipe) return [at(schema.in, values), at(schema.out, values)];
  const wrapper = WRAPPERS.find((candidate) => schema instanceof candidate);
  return wrapper !== undefined && schema instanceof wrapper ? [at(schema.unwrap(), values)] : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
