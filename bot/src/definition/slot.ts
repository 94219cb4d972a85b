import * as z from 'zod';

/**
 * How the words of a customer fill one field of an action's input. The built-in model reads it; other models
 * read the field's JSON Schema and description. It stands in a registry, so that it costs no prompt token.
 */
export type Slot = (
  | {
      /** The id of one of the customer's objects (or several), found by name, type or group. */
      readonly type: 'object';
      readonly kind: string;
      readonly many: boolean;
      /** Only objects of these types come into question; empty: all. */
      readonly types: readonly string[];
    }
  /** One of few values; each with the words that mean it. */
  | { readonly type: 'choice'; readonly words: ReadonlyMap<string, readonly string[]> }
  /** Free words; `vocabulary` lists those that are expected (others are taken as they are). */
  | { readonly type: 'text'; readonly vocabulary: readonly string[] }
  | { readonly type: 'number' }
  /** When something is to happen: a {@link Schedule}. */
  | { readonly type: 'schedule' }
  /** What is to happen then: a list of {@link PlannedCall}. */
  | { readonly type: 'calls' }
) & {
  /** What to ask when the customer left it out and it can't be inferred: `Which room?` */
  readonly ask?: string;
};

/** The slots of all fields, by schema instance. */
export const slots = z.registry<Slot>();

type Options = { readonly ask?: string; readonly description?: string };

function field<S extends z.ZodType>(schema: S, slot: Slot, { ask, description }: Options): S {
  const described = description === undefined ? schema : schema.describe(description);
  slots.add(described, ask === undefined ? slot : { ...slot, ask });
  return described;
}

/** A field that holds the id of one of the customer's objects. The choke point checks that it is theirs. */
export const objectId = (kind: string, options: Options & { types?: readonly string[] } = {}) =>
  field(
    z.string().min(1).max(64),
    { type: 'object', kind, many: false, types: options.types ?? [] },
    options,
  );

/** A field that holds the ids of one or more of the customer's objects. */
export const objectIds = (kind: string, options: Options & { types?: readonly string[] } = {}) =>
  field(
    z.array(z.string().min(1).max(64)).min(1).max(50),
    { type: 'object', kind, many: true, types: options.types ?? [] },
    options,
  );

/** A field with few values, each given with the words that mean it: `{ up: ['louder', 'higher'] }`. */
export const choice = <const K extends string>(
  words: Record<K, readonly string[]>,
  options: Options = {},
) => {
  const entries = Object.entries<readonly string[]>(words);
  return field(
    z.enum(Object.keys(words) as [K, ...K[]]),
    { type: 'choice', words: new Map(entries) },
    options,
  );
};

/** A field of free words, at most 200 characters. */
export const text = (options: Options & { vocabulary?: readonly string[] } = {}) =>
  field(z.string().trim().min(1).max(200), { type: 'text', vocabulary: options.vocabulary ?? [] }, options);

/** A whole number from `min` to `max`, both included. */
export const wholeNumber = (min: number, max: number, options: Options = {}) =>
  field(z.int().min(min).max(max), { type: 'number' }, options);

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** `HH:MM`, from 00:00 to 23:59. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of the day as HH:MM, from 00:00 to 23:59');

/**
 * When something happens, in the customer's time zone: each week on `days` at `at`, or once on `date`.
 * A time that a clock change skips happens at the first moment after it; one that comes twice happens once.
 */
export const scheduleSchema = z.union([
  z.object({
    at: timeOfDay,
    days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
  }),
  z.object({ at: timeOfDay, date: z.iso.date() }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** A field that holds a {@link Schedule}. */
export const schedule = (options: Options = {}) => {
  const schema = z.union(scheduleSchema.options);
  return field(schema, { type: 'schedule' }, options);
};

const plannedCallSchema = z.object({
  action: z.string().min(1).max(64),
  input: z.record(z.string(), z.json()),
});
/** A call of an action that is to be made later. It is authorized when it is made, not when it is planned. */
export type PlannedCall = z.infer<typeof plannedCallSchema>;

/** A field that holds what to do later: one or more calls of this service's own actions. */
export const plannedCalls = (options: Options = {}) =>
  field(z.array(plannedCallSchema).min(1).max(10), { type: 'calls' }, options);
