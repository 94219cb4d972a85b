import * as z from 'zod';
import { Rejection } from './wire.ts';

/** What a request says, if it has the form that the provider knows, and nothing else. */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Rejection(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

/** Rejects the request unless `condition` holds. */
export function check(condition: boolean, message: string, status?: number): asserts condition {
  if (!condition) throw new Rejection(message, status);
}

/** Rejects names of tools that come twice. */
export function checkUnique(names: readonly string[], message: string): void {
  check(new Set(names).size === names.length, message);
}

/** An object's JSON schema, as tools must have it. */
export const objectSchema = z.looseObject({ type: z.literal('object') });
