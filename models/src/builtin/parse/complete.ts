import type { Json, Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import type { Frame } from '../grammar/grammar.ts';
import { antecedents, candidates, othersThan } from '../slots/candidates.ts';
import type { Filling } from '../slots/fill.ts';
import { merged, type Moment } from '../slots/moment.ts';
import type { ObjectSlot, Reference } from '../slots/reference.ts';
import { scheduleOf } from '../slots/schedule.ts';
import { isComplete, type Draft, type Gap } from './draft.ts';
import { inPlace } from './place.ts';
import type { Scene } from './scene.ts';

/** What is known of a request's fields before the rest is inferred. */
interface Known {
  input: Record<string, Json>;
  gaps: Gap[];
  nested: readonly Draft[];
  moment: Moment | undefined;
}

/** A field with what the customer said for it. */
export interface Given {
  readonly field: Field;
  readonly filling: Filling;
  readonly words: string;
  /** These objects are left out. */
  readonly except?: boolean;
}

/**
 * The request that a frame and its fillings make: objects found, times worked out, what is missing inferred where only
 * one thing is possible, and what stays open listed.
 *
 * @param nested for a field of requests: those, read already.
 */
export function draftOf(
  frame: Frame,
  given: readonly Given[],
  nested: readonly Draft[],
  scene: Scene,
): Draft {
  const known: Known = { input: { ...frame.input }, gaps: [], nested, moment: undefined };
  for (const each of given) take(known, each, scene);
  return finish(frame, known, scene);
}

/** The draft with one more thing said. */
export function amended(draft: Draft, given: Given, scene: Scene): Draft {
  const known: Known = {
    input: { ...draft.input },
    gaps: draft.gaps.filter(({ field }) => field.name !== given.field.name),
    nested: draft.nested,
    moment: answeredMoment(draft.moment, given.filling),
  };
  take(known, given, scene);
  return finish(draft.frame, known, scene);
}

/** A time of day that is said later takes the place of one that no schedule has: `at sunset` … `at 8 then`. */
function answeredMoment(before: Moment | undefined, filling: Filling): Moment | undefined {
  if (before?.odd !== true || filling.type !== 'moment' || filling.moment.clock === undefined) return before;
  const { odd: _, ...rest } = before;
  return rest;
}

/** The draft with a nested one replaced. */
export const renested = (draft: Draft, nested: readonly Draft[], scene: Scene): Draft =>
  finish(
    draft.frame,
    { input: { ...draft.input }, gaps: [...draft.gaps], nested, moment: draft.moment },
    scene,
  );

function take(known: Known, { field, filling, words, except }: Given, scene: Scene): void {
  switch (filling.type) {
    case 'value':
      put(known, field, filling.value, words);
      break;
    case 'objects':
      if (field.slot.type !== 'object') break;
      if (except === true) leaveOut(known, field, filling.reference);
      else
        takeObjects(
          known,
          field,
          field.slot,
          narrowed(known, field, inPlace(filling.reference, words, scene)),
          words,
          scene,
        );
      break;
    case 'moment': {
      known.moment = known.moment === undefined ? filling.moment : merged(known.moment, filling.moment);
      const { now, customer } = scene.context;
      const schedule = scheduleOf(known.moment, now, customer.timeZone);
      if (schedule !== undefined) put(known, field, schedule, words);
      break;
    }
    case 'calls':
      break;
  }
}

function put(known: Known, field: Field, value: Json, words: string): void {
  if (field.schema.safeParse(value).success) known.input[field.name] = value;
  else known.gaps.push({ field, why: 'invalid', options: [], words });
}

/** Takes objects out of those that were named before. */
function leaveOut(known: Known, { name }: Field, reference: Reference): void {
  const before = known.input[name];
  if (!('objects' in reference) || !Array.isArray(before)) return;
  const out = new Set(reference.objects.map(({ id }) => id));
  const rest = (before as string[]).filter((id) => !out.has(id));
  if (rest.length > 0) known.input[name] = rest;
}

/** What is named in two places at once is what fits both: `in the kitchen, turn off the light`. */
function narrowed(known: Known, { name }: Field, reference: Reference): Reference {
  if (!('objects' in reference)) return reference;
  const input = known.input[name];
  const gap = known.gaps.find(({ field, why }) => field.name === name && why === 'several');
  const before = new Set(
    gap?.options.map(({ id }) => id) ?? (Array.isArray(input) ? (input as string[]) : []),
  );
  const objects = reference.objects.filter(({ id }) => before.has(id));
  if (objects.length === 0) return reference;
  known.gaps = known.gaps.filter((each) => each !== gap);
  known.input = Object.fromEntries(Object.entries(known.input).filter(([each]) => each !== name));
  const all = reference.status === 'found' && reference.all;
  return objects.length === 1 || all ? { status: 'found', objects, all } : { status: 'several', objects };
}

function takeObjects(
  known: Known,
  field: Field,
  slot: ObjectSlot,
  reference: Reference,
  said: string,
  scene: Scene,
): void {
  const gap = (why: Gap['why'], options: readonly Nameable[], words = '') => {
    known.gaps.push({ field, why, options, words });
  };
  const fit = candidates(scene.world, slot);
  switch (reference.status) {
    case 'found': {
      const named = reference.all ? othersThan(scene.focus, reference.objects, said) : reference.objects;
      const objects = ofOneType(named, said, scene.focus);
      if (slot.many || objects.length === 1) putObjects(known, field, slot, objects);
      else gap('several', objects, reference.all ? said : '');
      break;
    }
    case 'several': {
      const focus = new Set(scene.focus.map(({ id }) => id));
      const others = othersThan(scene.focus, reference.objects, said);
      const near = others.filter(({ id }) => focus.has(id));
      const one = others.length === 1 ? others : near.length === 1 && reference.any !== true ? near : [];
      if (one.length === 1) putObjects(known, field, slot, one);
      else gap('several', others);
      break;
    }
    case 'pronoun': {
      const meant = antecedents(reference, fit, scene.focus);
      if (meant === undefined) break;
      const single = !slot.many || (reference.which === 'other' && !reference.plural);
      if (meant.length > 0 && (!single || meant.length === 1)) putObjects(known, field, slot, meant);
      else gap('several', meant.length > 0 ? meant : fit);
      break;
    }
    case 'unfit':
      gap('unfit', reference.objects, said);
      break;
    case 'unknown':
      gap('unknown', fit, said);
      break;
  }
}

/** `the bedroom one` is of the type that was spoken of, if it can be. */
function ofOneType(
  objects: readonly Nameable[],
  said: string,
  focus: readonly Nameable[],
): readonly Nameable[] {
  const types = new Set(focus.map(({ type }) => type));
  const alike = objects.filter(({ type }) => types.has(type));
  return /\bones?$/iu.test(said) && alike.length > 0 ? alike : objects;
}

function putObjects(known: Known, { name }: Field, slot: ObjectSlot, objects: readonly Nameable[]): void {
  const ids = objects.map(({ id }) => id);
  const before = known.input[name];
  if (!slot.many) known.input[name] = ids[0] ?? '';
  else known.input[name] = [...new Set([...(Array.isArray(before) ? (before as string[]) : []), ...ids])];
}

/** Infers what can be, and lists what must be asked. */
function finish(frame: Frame, known: Known, scene: Scene): Draft {
  const { fields } = frame.action;
  const asked = new Set(known.gaps.map(({ field }) => field.name));
  const said = [...fields.keys()].filter((name) => Object.hasOwn(known.input, name) || asked.has(name));
  const fixed = Object.keys(frame.input);
  const nothingSaid = frame.some.size > 0 && said.every((name) => fixed.includes(name));
  for (const field of fields.values()) {
    const { name, slot } = field;
    if (Object.hasOwn(known.input, name) || asked.has(name)) continue;
    if (slot.type === 'calls') {
      if (known.nested.length > 0) continue;
    } else if (slot.type === 'object' && (field.required || slot.ask !== undefined)) {
      const meant = inferred(field, slot, scene);
      if (meant !== undefined && (field.required || frame.some.has(name))) {
        putObjects(known, field, slot, meant);
        continue;
      }
    }
    const nowhere = slot.type === 'object' && frame.some.has(name) && scene.place?.there === true;
    const needed = nowhere || field.required || (slot.ask !== undefined && frame.every.has(name));
    if (needed) {
      const options = slot.type === 'object' ? candidates(scene.world, slot) : [];
      known.gaps.push({ field, why: 'missing', options, words: '' });
    }
  }
  // All the frame's sentences name something, in one field or another, and this one nothing.
  if (known.gaps.length === 0 && nothingSaid && frame.namesSomething) {
    const field = [...fields.values()].find(
      ({ name, slot }) => frame.some.has(name) && slot.ask !== undefined,
    );
    if (field !== undefined && !Object.hasOwn(known.input, field.name)) {
      const options = field.slot.type === 'object' ? candidates(scene.world, field.slot) : [];
      known.gaps.push({ field, why: 'missing', options, words: '' });
    }
  }
  const order = [...fields.keys()];
  const gaps = known.gaps.toSorted((a, b) => order.indexOf(a.field.name) - order.indexOf(b.field.name));
  const draft: Draft = {
    action: frame.action,
    frame,
    input: known.input,
    gaps,
    nested: known.nested,
    moment: known.moment,
  };
  return checked(withCalls(draft));
}

/** The object that is meant where none was named: the only one there is, or the one spoken of last. */
function inferred(
  { required }: Field,
  slot: ObjectSlot,
  { world, focus, place }: Scene,
): readonly Nameable[] | undefined {
  const fit = candidates(world, slot);
  if (required && fit.length === 1) return fit;
  const ids = new Set(focus.map(({ id }) => id));
  const near = fit.filter(({ id }) => ids.has(id));
  const inside = required ? [] : fit.filter((object) => place?.objects.includes(object));
  const meant = near.length > 0 ? near : inside;
  return meant.length > 0 && (slot.many || meant.length === 1) ? meant : undefined;
}

/** Puts the nested requests in their field, once they are complete. */
function withCalls(draft: Draft): Draft {
  const field = [...draft.action.fields.values()].find(({ slot }) => slot.type === 'calls');
  if (field === undefined || draft.nested.length === 0 || !draft.nested.every(isComplete)) return draft;
  const calls = draft.nested.map(({ action, input }) => ({ action: action.action.name, input }));
  return { ...draft, input: { ...draft.input, [field.name]: calls } };
}

/** What the action's own schema says: a field it refuses is open. */
function checked(draft: Draft): Draft {
  if (!isComplete(draft)) return draft;
  const result = draft.action.action.input.safeParse(draft.input);
  if (result.success) return draft;
  const name = String(result.error.issues[0]?.path[0] ?? '');
  const field = draft.action.fields.get(name) ?? [...draft.action.fields.values()][0];
  if (field === undefined) return draft;
  return { ...draft, gaps: [{ field, why: 'invalid', options: [], words: '' }] };
}
