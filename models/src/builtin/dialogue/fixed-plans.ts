import type { Nameable } from '@agentic-service-bot/bot/definition';
import { functionWords, NEGATIONS } from '../language/function-words.ts';
import { ordinalWord } from '../language/numbers.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import type { Memory } from './memory.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { whenOf } from '../parse/times.ts';
import type { Item } from '../parse/understand.ts';
import { isParticular, mentionedIn } from '../slots/mention.ts';
import { momentsAt } from '../slots/moment.ts';
import { labelOf } from '../slots/world.ts';
import { listed } from '../words/lists.ts';
import { examplesWith } from '../words/ways.ts';
import { plan, type Plan } from './plan.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const CHANGING = words(
  'change make move reschedule shift postpone delay edit update modify adjust skip pause suspend rename set extend push have let',
);
const RUNNING = words('run start play execute happen go do trigger begin');
const ENDING = words('cancel delete remove stop disable end drop');
/** A request this sure, with nothing left to ask, is one. */
const SURE = 0.8;
const PRONOUNS = words('it that this them they');
const NEW = words('a an another new');

/**
 * `make the morning routine start at 7`, `don't run it tomorrow`: says that what was planned can't be changed, nor left
 * out for a day, where no action does that.
 */
export function aboutFixedPlans(
  tokens: readonly Token[],
  items: readonly Item[],
  { last, open: { length: open } }: Pick<Memory, 'last' | 'open'>,
  scene: Scene,
): Plan | undefined {
  const { tokens: bare } = withoutCourtesies(tokens);
  if (open === 0 && saysDaysAlone(bare) && scene.focus.length > 0 && scene.focus.every(isPlanIn(scene)))
    return plan({ words: [fixedWords(scene.focus, scene)], mentioned: scene.focus });
  const objects = plansIn(bare, last, scene);
  if (objects.length === 0 || (isWanted(items) && !isNewHour(bare, items, objects, scene))) return undefined;
  const first = bare.find(({ word }) => word !== 'not' && word !== 'do')?.word ?? '';
  const denied = bare.some(({ word }) => NEGATIONS.has(word));
  const moments = bare.flatMap((_, at) => [...momentsAt(bare, at).values()]);
  const oneDay = moments.some(({ once, part }) => once !== undefined || part !== undefined);
  const runs = bare.some(({ word }) => RUNNING.has(word)) && (denied || moments.length > 0);
  const ends = bare.some(({ word }) => ENDING.has(word));
  const changes = CHANGING.has(first) && !denied;
  if (!changes && !(runs && !ends) && !(oneDay && denied !== ends)) return undefined;
  return plan({ words: [fixedWords(objects, scene)], mentioned: objects });
}

/** `only on weekends`, `not on Fridays`: days for what was just planned, and nothing else. */
function saysDaysAlone(tokens: readonly Token[]): boolean {
  let days = false;
  for (let at = 0; at < tokens.length;) {
    const [end, moment] = [...momentsAt(tokens, at)].at(-1) ?? [];
    const { word = '' } = tokens[at] ?? {};
    if (moment?.clock !== undefined || ADDING.has(word)) return false;
    days ||= moment?.days !== undefined;
    if (end === undefined && !functionWords.has(word) && word !== 'only') return false;
    at = end ?? at + 1;
  }
  return days;
}
/** With them it is one plan more. */
const ADDING = words('and also too');

/** `make that 8`, right after a plan: that is an hour, whatever else a number could be. */
const isNewHour = (
  tokens: readonly Token[],
  items: readonly Item[],
  objects: readonly Nameable[],
  { focus }: Scene,
): boolean =>
  objects === focus &&
  CHANGING.has(tokens[0]?.word ?? '') &&
  /^(?:[01]?\d|2[0-4])$/u.test(tokens.at(-1)?.word ?? '') &&
  items.every((item) => item.kind === 'request' && whenOf(item.draft) === undefined);

/** That plans can't be changed, and what can be done. */
export function fixedWords(objects: readonly Nameable[], scene: Scene): string {
  const labels = listed(objects.map((object) => `“${labelOf(object, objects)}”`));
  const [example] = examplesWith(objects, scene, objects.length === 1 ? objects[0]?.name : undefined);
  const it = objects.length === 1 ? 'it' : 'them';
  const how = example === undefined ? '' : ` What I can do is, for example: “${example}”.`;
  return `I can’t change ${labels}, nor leave ${it} out for a day.${how} Then tell me anew what you want, and when.`;
}

/** Tells plans from other objects. */
function isPlanIn({ grammar }: Scene): (object: Nameable) => boolean {
  const kinds = new Set(
    [...grammar.actions.values()]
      .map(({ fields }) => [...fields.values()].map(({ slot }) => slot))
      .filter((slots) => slots.some(({ type }) => type === 'calls'))
      .flatMap((slots) => slots.flatMap((slot) => (slot.type === 'object' ? [slot.kind] : []))),
  );
  return ({ kind }) => kinds.has(kind);
}

/** The plans that a message is about. */
function plansIn(tokens: readonly Token[], last: Draft | undefined, scene: Scene): readonly Nameable[] {
  const { world, focus } = scene;
  const isPlan = isPlanIn(scene);
  const plans = { ...world, things: world.things.filter(({ object }) => isPlan(object)) };
  const mention = mentionedIn(tokens, plans);
  const before = mention?.tokens[0] === undefined ? undefined : tokens[tokens.indexOf(mention.tokens[0]) - 1];
  if (mention !== undefined && isParticular(mention, plans) && !isOther(mention.tokens, world, isPlan))
    return NEW.has(before?.word ?? '') || NEW.has(mention.tokens[0]?.word ?? '') ? [] : mention.objects;
  // `make the first one start at 8`, of those that were listed.
  const place = last !== undefined && whenOf(last) !== undefined ? placeIn(tokens) : undefined;
  const placed = place === undefined ? undefined : plans.things[place - 1];
  if (placed !== undefined) return [placed.object];
  const spoken = focus.length > 0 && focus.every(isPlan);
  const pointed = tokens.some(({ word }) => PRONOUNS.has(word)) || tokens[0]?.word === 'skip';
  return spoken && pointed && mentionedIn(tokens, world) === undefined ? focus : [];
}

/** The place in a list that is spoken of, from 1: `the first one`. */
const placeIn = (tokens: readonly Token[]): number | undefined =>
  tokens.flatMap(({ word }, index) =>
    tokens[index + 1]?.word === 'one' || tokens[index - 1]?.word === 'the' ? (ordinalWord(word) ?? []) : [],
  )[0];

/** Whether the words name something else as well. */
function isOther(
  tokens: readonly Token[],
  world: Scene['world'],
  isPlan: (object: Nameable) => boolean,
): boolean {
  const things = world.things.filter(({ object }) => !isPlan(object));
  return mentionedIn(tokens, { ...world, things })?.tokens.length === tokens.length;
}

/** Whether the message asks for something of which an example tells: to set one up, or to delete one. */
const isWanted = (items: readonly Item[]): boolean =>
  items.some((item) => item.kind === 'request' && item.confidence > SURE && isComplete(item.draft));
