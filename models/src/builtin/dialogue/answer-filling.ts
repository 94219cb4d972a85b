import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import { DETERMINERS, functionWords } from '../language/function-words.ts';
import { token, type Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { EXCEPTING } from '../parse/floating.ts';
import { Filler, type Filled, type Filling } from '../slots/fill.ts';

/** An answer may say this much beside what was asked for. */
const ROOM = 0.7;
const LEADS = new Set(
  'in on at to of from for with by i mean meant think make it is use take put the one no yes want called name named say lets just only into'.split(
    ' ',
  ),
);
const ALL = new Set(['all', 'both', 'every', 'each', 'everything', 'either']);

/** What an answer fills a field with. `options` are the objects that were read out. */
export function answerFilling(
  text: string,
  tokens: readonly Token[],
  field: Field,
  options: readonly Nameable[],
  scene: Scene,
): Filling | undefined {
  const { slot } = field;
  if (slot.type === 'schedule') {
    // Asked when, `7` is a time.
    const at = token('at', { start: 0, end: 0, mark: '' });
    return bestFilling(text, tokens, field, scene) ?? bestFilling(text, [at, ...tokens], field, scene);
  }
  if (slot.type !== 'object') return bestFilling(text, tokens, field, scene);
  if (slot.many && meansAll(tokens) && options.length > 0)
    return { type: 'objects', reference: { status: 'found', objects: options, all: true } };
  const ids = new Set(options.map(({ id }) => id));
  const things = scene.world.things.filter(({ object }) => ids.has(object.id));
  const among = { ...scene, world: { ...scene.world, things } };
  const but = tokens.findIndex(({ word }) => EXCEPTING.has(word));
  if (but > 0 && namesNone(tokens.slice(0, but)))
    return slot.many && meansAll(tokens.slice(0, but))
      ? allBut(options, bestFilling(text, tokens.slice(but + 1), field, among))
      : undefined;
  return bestFilling(text, tokens, field, among) ?? bestFilling(text, tokens, field, scene);
}

/** `all but the kitchen one`. */
function allBut(options: readonly Nameable[], left: Filling | undefined): Filling | undefined {
  if (left?.type !== 'objects' || !('objects' in left.reference)) return undefined;
  const out = left.reference.objects;
  const objects = options.filter((option) => !out.includes(option));
  return objects.length > 0 && objects.length < options.length
    ? { type: 'objects', reference: { status: 'found', objects, all: true } }
    : undefined;
}

/** `both`, `all of them`. */
function meansAll(tokens: readonly Token[]): boolean {
  const words = tokens.map(({ word }) => word).filter((word) => !DETERMINERS.has(word));
  return words.some((word) => ALL.has(word)) && namesNone(tokens);
}

const namesNone = (tokens: readonly Token[]): boolean =>
  tokens.every(({ word }) => functionWords.has(word) || ALL.has(word) || word === 'two');

/** The run of the answer that fills the field best, with as little beside it as may be. */
function bestFilling(
  text: string,
  tokens: readonly Token[],
  field: Field,
  { world, grammar }: Scene,
): Filling | undefined {
  const filler = new Filler(text, tokens, world, grammar.starters);
  // `turn the heating up` is no room.
  const isCommand = ({ filling, start }: Filled): boolean =>
    filling.type === 'value' && !filling.known && grammar.commands.has(tokens[start]?.stem ?? '');
  let best: { filling: Filling; cost: number } | undefined;
  for (const [start] of tokens.entries()) {
    for (const filled of filler.from(field, start)) {
      if (isCommand(filled)) continue;
      const cost = filled.cost + beside(tokens.slice(0, start)) + beside(tokens.slice(filled.end));
      if (names(filled) && cost <= Math.min(ROOM, best?.cost ?? ROOM))
        best = { filling: filled.filling, cost };
    }
  }
  return best?.filling;
}

const names = ({ filling }: Filled): boolean =>
  filling.type !== 'objects' || !['unknown', 'unfit'].includes(filling.reference.status);

const beside = (tokens: readonly Token[]): number =>
  tokens.reduce((sum, { word }) => sum + (LEADS.has(word) ? 0.03 : (functionWords.get(word) ?? 1)), 0);
