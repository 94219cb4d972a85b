import type { LoggedFrame } from './entry.ts';
import type { StoredStep } from './step.ts';

/** Most calls in one reply, over all its steps. */
export const CALLS_MAX = 16;
/** Most characters of a call's input: one that is longer makes no sense. */
export const INPUT_CHARS_MAX = 8_000;

/** A call in a stored message of a model. */
export interface StepCall {
  readonly toolCallId: string;
  /** The action, as the model named it. */
  readonly name: string;
  /** Its input: an object of plain JSON, else the text itself, which no action takes. */
  readonly input: Readonly<Record<string, unknown>> | string;
  /** Its place in the reply. */
  readonly step: number;
  readonly call: number;
  /** Why it is one too many, if it is: nothing comes of it then, whatever it is. */
  readonly excess?: string;
  readonly model: string;
}

/** A call's id, made of its place: the same however often the message is read. */
export const toolCallId = (messageId: string, step: number, call: number): string =>
  `${messageId}-${String(step)}-${String(call)}`;

/** The calls of a stored message, in order. `before`: how many calls the reply made in earlier ones. */
export function callsOf(step: StoredStep, before = 0): StepCall[] {
  return step.content
    .filter((part) => part.type === 'tool-call')
    .map((part, call) => ({
      toolCallId: part.toolCallId,
      name: part.toolName,
      input: parsed(part.input),
      step: step.index,
      call,
      model: step.model,
      ...excess(step, before + call),
    }));
}

function excess({ closed }: StoredStep, before: number): Pick<StepCall, 'excess'> {
  if (closed === true)
    return {
      excess: 'There can be no more actions in this reply: nothing came of this one, nor of any after it.',
    };
  if (before < CALLS_MAX) return {};
  return {
    excess: 'These are too many actions for one reply: nothing came of this one, nor of any after it.',
  };
}

function parsed(text: string): StepCall['input'] {
  try {
    const value: unknown = text.length > INPUT_CHARS_MAX ? undefined : JSON.parse(text);
    if (isPlain(value)) return value;
  } catch {
    // Not JSON: the text itself says so.
  }
  return text.slice(0, 1_000);
}

/** Keys by which a prototype could be reached. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** How deep an input may be nested: an action's is three or four deep. */
const DEPTH_MAX = 16;

/** Whether it is an object that everything which reads it can cope with. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX || level.some((item) => typeof item === 'number' && !Number.isFinite(item)))
      return false;
    const objects = level.filter((item) => typeof item === 'object' && item !== null);
    if (objects.some((item) => Object.keys(item).some((key) => FORBIDDEN_KEYS.has(key)))) return false;
    level = objects.flatMap((item) => Object.values(item) as unknown[]);
  }
  return true;
}

/** Ids of the calls whose output, or whose no, has been shown. */
export const shownCalls = (frames: readonly LoggedFrame[]): ReadonlySet<string> =>
  new Set(
    frames.flatMap((frame) =>
      frame.type === 'chunk' &&
      (frame.chunk.type === 'tool-output-available' || frame.chunk.type === 'tool-output-denied')
        ? [frame.chunk.toolCallId]
        : [],
    ),
  );

/** All calls of a reply's stored messages, in order. */
export function allCalls(steps: readonly StoredStep[]): StepCall[] {
  const calls: StepCall[] = [];
  for (const step of steps) calls.push(...callsOf(step, calls.length));
  return calls;
}
