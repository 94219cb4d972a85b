import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { BuiltinContext } from '../context.ts';
import type { Grammar } from '../grammar/grammar.ts';
import type { World } from '../slots/world.ts';

/** All that a message is read against. */
export interface Scene {
  readonly grammar: Grammar;
  readonly world: World;
  readonly context: BuiltinContext;
  /** Objects that were spoken of last: what `it` is. */
  readonly focus: readonly Nameable[];
  /** What is in the place that was spoken of. `there`: what is read points at it (`turn off everything there`). */
  readonly place?: { readonly objects: readonly Nameable[]; readonly there: boolean };
  /** What is read is to be done later: it plans nothing more itself. */
  readonly later?: true;
}
