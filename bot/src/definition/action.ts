import type * as z from 'zod';
import type { ActionContext, ReadContext } from './context.ts';
import type { Json } from './json.ts';
import type { Denied, Done, Failed, Outcome } from './outcome.ts';

/**
 * What running an action twice would do. `read`: nothing. `idempotent`: the same as once. `once`: something
 * more, so it is never run again unless {@link ActionDefinition.check} says that it did not happen.
 */
export type Effect = 'read' | 'idempotent' | 'once';

/**
 * A sentence a customer may say for an action. `{field:words}` marks words that fill a field; `input` gives the
 * fields that the rest of the sentence fixes. One example covers its everyday variations.
 *
 * @example { say: 'set the volume of {device:the kitchen speaker} to {level:40}', input: { change: 'set' } }
 */
export interface Example {
  readonly say: string;
  readonly input: Readonly<Record<string, Json>>;
}

/** A field and its words in an {@link Example}: groups 1 and 2. */
export const EXAMPLE_FIELD = /\{(\w+):([^}]*)\}/gu;

/** @throws Error that names an example and a field of it that the input does not have. */
export function checkExamples({ input, examples }: Pick<ActionDefinition, 'input' | 'examples'>): void {
  for (const { say, input: fixed } of examples) {
    const filled = Array.from(say.matchAll(EXAMPLE_FIELD), ([, name = '']) => name);
    const unknown = [...filled, ...Object.keys(fixed)].find((name) => !Object.hasOwn(input.shape, name));
    if (unknown === undefined) continue;
    const fields = Object.keys(input.shape).join(', ') || 'no field';
    throw new Error(`the example "${say}" fills "${unknown}"; its input has ${fields}.`);
  }
}

/** How an action that may have happened is found out about. */
export type Checked = Done | Failed | 'not-done';

/** Something the bot can do for a customer. To a model it is a tool of the same name. */
export interface ActionDefinition<I extends z.ZodObject = z.ZodObject> {
  /** `snake_case`, unique in its service. */
  readonly name: string;
  readonly title: string;
  /** For customers and models: what it does, one sentence. */
  readonly description: string;
  /** The lowest service level that may use it. */
  readonly level: string;
  readonly effect: Effect | ((input: z.infer<I>) => Effect);
  readonly input: I;
  readonly examples: readonly Example[];
  /**
   * Words by which the bot would say that this was done; a sentence that does is shown only if the ledger bears it out.
   * Past participles as they follow `I have`, with what tells them apart (`turned off`, `moved`; other words may stand
   * between), and states (`now off`, `is deleted`). The grammar around them is the bot's. Empty for a `read`.
   */
  readonly claims: readonly string[];
  /** One or two sentences that tell a customer the result, from the result alone. */
  readonly receipt: (result: Json, input: z.infer<I>) => string;
  /** Given: the customer is asked first, with this title, a question (`Remove the hall light?`). */
  readonly approval?: (input: z.infer<I>, context: ReadContext) => Promise<string>;
  /** Limits beyond level and ownership: why it may not or can't be, or undefined if it may run. Reads only. */
  readonly authorize?: (input: z.infer<I>, context: ReadContext) => Promise<Denied | Failed | undefined>;
  /**
   * Carries it out. A throw means: not known how far it got.
   *
   * @returns `done`, `failed` (nothing happened), or `denied` where only running could tell. Its result should be a few KB at
   *   most, a page of a long list rather than all of it: see {@link Done}.
   */
  readonly run: (
    input: z.infer<I>,
    context: ActionContext,
  ) => Promise<Exclude<Outcome, { status: 'unknown' }>>;
  /** For `once`: after a crash, whether it happened. `not-done` says that it may safely run now. */
  readonly check?: (input: z.infer<I>, context: ActionContext) => Promise<Checked>;
}

/** An action whose input type is not known here: what a service holds. */
export type AnyAction = ActionDefinition;

/** Declares an action, inferring its input from its schema. */
export function defineAction<I extends z.ZodObject>(action: ActionDefinition<I>): AnyAction {
  // Sound because the choke point hands `run` and its kin only what `action.input` itself has parsed.
  return action;
}
