import type { Json } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import type { Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { bareFrame } from './requests.ts';
import type { PastCall } from './transcript.ts';

/** The request that a call was, so that more can be said about it. */
export function requestOf({ action: name, input }: PastCall, { grammar }: Scene): Draft | undefined {
  const action = grammar.actions.get(name);
  if (action === undefined) return undefined;
  const frames = new Set(
    grammar.patterns.map(({ frame }) => frame).filter((frame) => frame.action === action),
  );
  const [frame] = [...frames]
    .filter((each) => Object.entries(each.input).every(([key, value]) => input[key] === value))
    .sort((a, b) => Object.keys(b.input).length - Object.keys(a.input).length);
  return {
    action,
    frame: frame ?? bareFrame(action, {}),
    // Inputs in a prompt are JSON.
    input: input as Record<string, Json>,
    gaps: [],
    nested: [],
    moment: undefined,
  };
}

/** The request of a call that came back with a question: it is open again, in what the question is about. */
export function askedBack(call: PastCall, scene: Scene): Draft | undefined {
  if (call.outcome?.status !== 'failed' || !call.outcome.reason.includes('?')) return undefined;
  const draft = requestOf(call, scene);
  const field = draft && fieldAskedFor(call.outcome.reason, draft);
  if (draft === undefined || field === undefined) return undefined;
  const options = field.slot.type === 'object' ? scene.world.things.map(({ object }) => object) : [];
  const { [field.name]: _, ...input } = draft.input;
  return { ...draft, input, gaps: [{ field, why: 'missing', options, words: '' }] };
}

/** The field that a question is about: whose own question it is, whose value it quotes, or the likeliest left out. */
function fieldAskedFor(question: string, { action, input }: Draft): Field | undefined {
  const fields = [...action.fields.values()].filter(({ slot }) => slot.type !== 'calls');
  const left = fields.filter(({ name }) => !Object.hasOwn(input, name));
  const quotes = ({ name }: Field) =>
    typeof input[name] === 'string' && question.includes(`“${input[name]}”`);
  const which = /\bwhich\b.*\b(?:or|mean)\b/iu.test(question);
  return (
    left.find(({ slot }) => slot.ask !== undefined && question.includes(slot.ask)) ??
    fields.find(quotes) ??
    left.find(({ slot }) => slot.ask !== undefined && (slot.type === 'object') === which) ??
    left[0]
  );
}
