import type { Json, Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import type { ActionGrammar, Frame } from '../grammar/grammar.ts';
import type { Moment } from '../slots/moment.ts';

/** Why a field of a request is still open. */
export interface Gap {
  readonly field: Field;
  /** Nothing was said; several objects fit; what was said fits nothing, or can't be. */
  readonly why: 'missing' | 'several' | 'unknown' | 'unfit' | 'invalid';
  /** The objects that come into question. */
  readonly options: readonly Nameable[];
  /** What was said. */
  readonly words: string;
}

/** A request as far as it is known: a call, once it has no gap. */
export interface Draft {
  readonly action: ActionGrammar;
  readonly frame: Frame;
  readonly input: Readonly<Record<string, Json>>;
  readonly gaps: readonly Gap[];
  /** For a field of requests: those. */
  readonly nested: readonly Draft[];
  /** For a time: what was said of it so far. */
  readonly moment: Moment | undefined;
}

/** The first thing to ask about a draft, with the draft that it belongs to. */
export function firstGap(draft: Draft): { readonly gap: Gap; readonly draft: Draft } | undefined {
  const [gap] = draft.gaps;
  if (gap !== undefined && gap.field.slot.type !== 'calls') return { gap, draft };
  for (const inner of draft.nested) {
    const found = firstGap(inner);
    if (found !== undefined) return found;
  }
  return gap === undefined ? undefined : { gap, draft };
}

export const isComplete = (draft: Draft): boolean => firstGap(draft) === undefined;

/** The ids in the object fields of an input. */
export const idsIn = (
  fields: ReadonlyMap<string, Field>,
  input: Readonly<Record<string, unknown>>,
): string[] =>
  [...fields.values()].flatMap(({ name, slot }) => {
    if (slot.type !== 'object') return [];
    const value = input[name];
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
    return ids.filter((id): id is string => typeof id === 'string');
  });
