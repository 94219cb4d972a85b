import * as z from 'zod';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const condition = z.record(
  z.string(),
  z.record(
    z.string(),
    z
      .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
      .transform((value) => [value].flat().map(String)),
  ),
);

/** One statement of an identity's policy. What the simulation does not know it refuses to read. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: condition.optional(),
});
export type Statement = z.infer<typeof statement>;

const document = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

/** Something that somebody wants to do. */
export interface Request {
  /** `service:Action`. */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  /** What conditions look at, by key. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export type Decision = 'allowed' | 'not allowed' | 'denied';

/** Reads the statements of a policy document. Throws a `ZodError` where it is not one. */
export const statementsOf = (policy: unknown): readonly Statement[] => document.parse(policy).Statement;

/** Decides as IAM does: an explicit Deny before any Allow, and no without one. */
export function evaluate(statements: readonly Statement[], request: Request): Decision {
  const matching = statements.filter((each) => applies(each, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'not allowed';
}

/** Whether a statement speaks of a request. */
export function applies(of: Statement, { action, resource, context = {} }: Request): boolean {
  return (
    names(of.Action, of.NotAction, (pattern) => isLike(pattern, action, true)) &&
    names(of.Resource, of.NotResource, (pattern) => isLike(pattern, resource)) &&
    Object.entries(of.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, valuesOf(context, key))),
    )
  );
}

function names(
  these: readonly string[] | undefined,
  others: readonly string[] | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  if (these !== undefined) return these.some(matches);
  return others !== undefined && !others.some(matches);
}

/** Matches `*` and `?` as IAM does; names of actions in any case. */
export function isLike(pattern: string, value: string, anyCase = false): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, anyCase ? 'isu' : 'su').test(value);
}

function valuesOf(context: NonNullable<Request['context']>, key: string): readonly string[] {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found?.[1] ?? [];
}

type Test = (wanted: string, found: string) => boolean;

const OPERATORS = new Map<string, { readonly test: Test; readonly negated?: true }>([
  ['StringEquals', { test: (wanted, found) => wanted === found }],
  ['StringNotEquals', { test: (wanted, found) => wanted === found, negated: true }],
  ['StringLike', { test: isLike }],
  ['StringNotLike', { test: isLike, negated: true }],
  ['ArnEquals', { test: isLike }],
  ['ArnLike', { test: isLike }],
  ['Bool', { test: (wanted, found) => wanted.toLowerCase() === found.toLowerCase() }],
]);

function holds(operator: string, wanted: readonly string[], found: readonly string[]): boolean {
  const [, set = '', name = '', ifExists = ''] =
    /^(ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return wanted.includes(String(found.length === 0));
  const known = OPERATORS.get(name);
  if (known === undefined) throw new Error(`The condition operator ${operator} is not known here.`);
  if (ifExists !== '' && found.length === 0) return true;
  const one = (value: string): boolean =>
    wanted.some((pattern) => known.test(pattern, value)) !== (known.negated === true);
  if (set === 'ForAllValues:') return found.every(one);
  if (known.negated === true && set === '') return found.every(one);
  return found.some(one);
}
