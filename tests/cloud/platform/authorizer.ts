import * as z from 'zod';
import { evaluate, statementsOf } from '../iam/evaluate.ts';
import type { LambdaFunction } from './lambda.ts';

const result = z.object({
  principalId: z.string(),
  policyDocument: z.unknown(),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** A REQUEST authorizer of the template. */
export interface Authorizer {
  readonly function: LambdaFunction;
  /** `route.request.header.NAME` and the like; one that is missing is refused before the function is asked. */
  readonly identitySources: readonly string[];
}

export type Authorization =
  | { readonly status: 200; readonly context: Readonly<Record<string, string>> }
  | { readonly status: 401 | 403 | 500 };

/** Asks an authorizer whether a connection may open, as API Gateway does. */
export async function authorize(
  authorizer: Authorizer,
  methodArn: string,
  headers: Readonly<Record<string, string>>,
  event: Readonly<Record<string, unknown>>,
): Promise<Authorization> {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  for (const source of authorizer.identitySources) {
    const [, header] = /^route\.request\.header\.(.+)$/.exec(source) ?? [];
    if (header === undefined) throw new Error(`The identity source ${source} is not known here.`);
    if (!names.has(header.toLowerCase())) return { status: 401 };
  }
  const outcome = await authorizer.function.invoke({ ...event, type: 'REQUEST', methodArn });
  if (!outcome.ok) return { status: outcome.errorMessage === 'Unauthorized' ? 401 : 500 };
  const parsed = result.safeParse(outcome.payload);
  if (!parsed.success) return { status: 500 };
  const { principalId, policyDocument, context } = parsed.data;
  const decision = evaluate(statementsOf(policyDocument), {
    action: 'execute-api:Invoke',
    resource: methodArn,
  });
  if (decision !== 'allowed') return { status: 403 };
  // What functions see of it is text.
  const texts = Object.entries(context ?? {}).map(([name, value]) => [name, String(value)] as const);
  return { status: 200, context: { ...Object.fromEntries(texts), principalId } };
}
