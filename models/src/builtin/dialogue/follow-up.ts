import type { Json } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import { functionWords, PREPOSITIONS } from '../language/function-words.ts';
import { hasAt } from '../language/phrases.ts';
import { written, type Token } from '../language/token.ts';
import { amended } from '../parse/complete.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import { EXCEPTING } from '../parse/floating.ts';
import { isPlace } from '../parse/place.ts';
import type { Scene } from '../parse/scene.ts';
import { Filler } from '../slots/fill.ts';
import type { World } from '../slots/world.ts';
import { objectsOf } from './requests.ts';

const LEADS = new Set(
  'no not nope i mean meant actually sorry and also what how about the same for now instead rather only just in on at to of from with too please then make it is do that yes as well but okay wait again'.split(
    ' ',
  ),
);

const OPENINGS = [
  'what about',
  'how about',
  'and what about',
  'and how about',
  'same for',
  'the same for',
  'and the same for',
  'same with',
  'the same with',
].map((words) => words.split(' '));

const ONCE_MORE =
  /^(?:(?:and|a|one|yet|even|just|do|it|that|the|same|please|still|now) )*(?:bit|little|much)? ?(?:more|again|further|once more|time|same)(?: (?:please|again|time|of that))*$/u;

/** `a bit more`, `again`, `do it again`: the last request as it was. */
export const isOnceMore = (tokens: readonly Token[]): boolean =>
  ONCE_MORE.test(tokens.map(({ word }) => word).join(' '));

/** Whether a message says itself that it goes on from the last request: `what about the garden?`. */
export const isFollowUp = (tokens: readonly Token[]): boolean =>
  OPENINGS.some((words) => hasAt(tokens, 0, words));

/** Whether the word before leads to another field that the last request filled: `no, to the office` is where to. */
function leadsToOther(before: Token | undefined, { name }: Field, { action, input }: Draft): boolean {
  if (before === undefined || !PREPOSITIONS.has(before.word)) return false;
  const leads = (field: string) => action.cues.get(field)?.has(before.stem) === true;
  return !leads(name) && Object.keys(input).some((other) => other !== name && leads(other));
}

const ALL = new Set(['all', 'every', 'everything', 'whole', 'both', 'each']);

/** `all but the kitchen one` is not the kitchen one. */
const leavesOut = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word }, at) => EXCEPTING.has(word) && tokens.slice(0, at).some((before) => ALL.has(before.word)),
  );

/** `make me a coffee`: wants something new, and says nothing of the last request. */
const makesSomething = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word }, index) => MAKING.has(word) && /^(?:me|us|a|an|some)$/u.test(tokens[index + 1]?.word ?? ''),
  );
const MAKING = new Set(['make', 'get', 'bring', 'brew', 'want', 'need', 'have', 'like']);

/** `the office` is rather where something goes, if that was said, than all that is there. */
const PLACE = 0.1;

/** `and the hall light?`, `no, the bedroom one`, `and now 50`: the last request again, with one thing otherwise. */
export function followUp(
  text: string,
  tokens: readonly Token[],
  last: Draft,
  scene: Scene,
): Draft | undefined {
  if (makesSomething(tokens) || leavesOut(tokens)) return undefined;
  const filler = new Filler(text, tokens, scene.world, scene.grammar.starters);
  let best: { draft: Draft; cost: number } | undefined;
  for (const field of last.action.fields.values()) {
    if (
      field.slot.type === 'calls' ||
      (!last.frame.some.has(field.name) && !Object.hasOwn(last.input, field.name))
    )
      continue;
    for (let start = 0; start < tokens.length; start += 1) {
      if (leadsToOther(tokens[start - 1], field, last)) continue;
      for (const filled of filler.from(field, start)) {
        const { end } = filled;
        const cost = left(tokens.slice(0, start)) + left(tokens.slice(end));
        if (cost > 0.5 || filled.cost > 0.1) continue;
        if (filled.filling.type === 'value' && !filled.filling.known) continue;
        if (
          filled.filling.type === 'objects' &&
          filled.filling.reference.status === 'pronoun' &&
          filled.filling.reference.which === 'same'
        )
          continue;
        const run = tokens.slice(start, end);
        const place = field.slot.type === 'object' && isPlace(run, scene.world) ? PLACE : 0;
        const total = cost + filled.cost + place;
        if (best !== undefined && best.cost <= total) continue;
        const { [field.name]: _, ...input } = last.input;
        const words = written(text, run);
        best = {
          draft: amended({ ...last, input }, { field, filling: filled.filling, words }, scene),
          cost: total,
        };
      }
    }
  }
  return best !== undefined &&
    (isComplete(best.draft) || best.draft.gaps.every(({ why }) => why === 'several'))
    ? ofThatType(best.draft, last, tokens, scene)
    : undefined;
}

const THEM = new Set(['all', 'both', 'each', 'every', 'them', 'those', 'these', 'one', 'ones', 'two']);

/** Whether nothing says of what: `all of them`. */
const isBare = (tokens: readonly Token[]): boolean =>
  tokens.every(({ word }) => THEM.has(word) || LEADS.has(word) || functionWords.get(word) === 0.03);

/** `and in the living room`, after lights: the lights there, not all that is there; `all of them`: all lights. */
function ofThatType(
  draft: Draft,
  last: Draft,
  tokens: readonly Token[],
  { world }: Scene,
): Draft | undefined {
  const bare = tokens.some(({ word }) => ALL.has(word)) && isBare(tokens);
  if (bare && typesOf(last, world).size > 1) return undefined;
  if (!bare && tokens.some(({ word }) => ALL.has(word))) return draft;
  const typeOf = (id: unknown): string | undefined =>
    world.things.find(({ object }) => object.id === id)?.object.type;
  const input = Object.entries(draft.input).map(([name, value]): [string, Json] => {
    const before = last.input[name];
    if (!Array.isArray(value) || !Array.isArray(before)) return [name, value];
    const [type, ...others] = [...new Set(before.map(typeOf))];
    const same = (value as Json[]).filter((id) => typeOf(id) === type);
    return [name, type === undefined || others.length > 0 || same.length === 0 ? value : same];
  });
  return { ...draft, input: Object.fromEntries(input) };
}

const typesOf = (draft: Draft, world: World): ReadonlySet<string> =>
  new Set(objectsOf([draft], world).map(({ type }) => type));

const left = (tokens: readonly Token[]): number =>
  tokens.reduce((sum, { word }) => sum + (LEADS.has(word) ? 0.02 : (functionWords.get(word) ?? 1)), 0);
