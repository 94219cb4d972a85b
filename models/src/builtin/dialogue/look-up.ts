import type { Nameable } from '@agentic-service-bot/bot/definition';
import { functionWords } from '../language/function-words.ts';
import { asAsked } from '../language/indirect.ts';
import { moodOf } from '../language/mood.ts';
import { hasAt } from '../language/phrases.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { stem } from '../language/stem.ts';
import type { Token } from '../language/token.ts';
import { draftOf, type Given } from '../parse/complete.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import { isPlace } from '../parse/place.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';
import { isParticular, mentionedIn, type Mention } from '../slots/mention.ts';
import { labelOf } from '../slots/world.ts';
import { plan, ready, type Plan } from './plan.ts';
import { objectsOf } from './requests.ts';

const AFTER = [
  'did i',
  'did you',
  'did we',
  'have i',
  'have you',
  'did anyone',
  'did anybody',
  'did someone',
  'has anyone',
].map((lead) => lead.split(' '));
const LOOKING = [
  'where',
  'which room',
  'is there',
  'are there',
  'do i have',
  'how many',
  'what is in',
  'what is',
  'what',
  'which',
  'show',
  'list',
  'see',
].map((lead) => lead.split(' '));
const PRONOUNS = new Set(['it', 'they', 'them']);
/** Words that such a question may have beside what it asks about. */
const BESIDE = new Set(
  'show list see display room rooms located place many info information details everything inside'.split(' '),
);

/** `did I turn off the light?`: looks the thing up that something may have been done to. */
export function asksAfter(text: string, tokens: readonly Token[], scene: Scene): Plan | undefined {
  const { tokens: bare } = withoutCourtesies(tokens);
  const lead = AFTER.find((words) => hasAt(bare, 0, words));
  if (lead === undefined) return undefined;
  const [item, ...others] = understand(text, bare.slice(lead.length), scene);
  if (item?.kind !== 'request' || others.length > 0) return undefined;
  return lookUp(objectsOf([item.draft], scene.world), scene);
}

/** `where is the lamp?`, `what's in the kitchen?`: looks up what is named, where nothing more was asked. */
export function asksAbout(tokens: readonly Token[], scene: Scene): Plan | undefined {
  const { tokens: said } = withoutCourtesies(tokens);
  const bare = asAsked(said) ?? said;
  if (!LOOKING.some((words) => hasAt(bare, 0, words))) return undefined;
  const pronoun = bare.find(({ word }) => PRONOUNS.has(word));
  const spoken =
    pronoun === undefined || scene.focus.length === 0
      ? undefined
      : { objects: scene.focus, tokens: [pronoun] };
  const mention = spoken ?? placed(bare, scene);
  const beside = bare.filter((token) => mention?.tokens.includes(token) !== true);
  if (mention === undefined || !beside.every(({ word }) => functionWords.has(word) || BESIDE.has(word)))
    return undefined;
  return lookUp(mention.objects, scene);
}

/** What is named; `the lights … in the kitchen` are those there. */
function placed(tokens: readonly Token[], { world }: Scene): Pick<Mention, 'objects' | 'tokens'> | undefined {
  const mention = mentionedIn(tokens, world);
  const rest = tokens.filter((token) => mention?.tokens.includes(token) !== true);
  const other = mention && mentionedIn(rest, world);
  const both = mention?.objects.filter((object) => other?.objects.includes(object) === true) ?? [];
  return mention !== undefined && other !== undefined && both.length > 0
    ? { objects: both, tokens: [...mention.tokens, ...other.tokens] }
    : mention;
}

const ASKS = new Set('what which when where how is are has have does did do will'.split(' '));
/** Such a question is about something else, or about what was. */
const ELSEWHERE = new Set(['it', 'there', 'that', 'this', 'yesterday', 'ago', 'last', 'i', 'you']);

/** `will the atlas come today?`: of what is asked about it is told how it is, where nothing else is known. */
export function asksOf(tokens: readonly Token[], scene: Scene): Plan | undefined {
  const { tokens: bare, request } = withoutCourtesies(tokens);
  if (moodOf(bare, request) !== 'question' || !ASKS.has(bare[0]?.word ?? '')) return undefined;
  if (bare.some(({ word }) => ELSEWHERE.has(word))) return undefined;
  const mention = mentionedIn(bare, scene.world);
  const asked =
    mention?.sure === true && isParticular(mention, scene.world) && !isPlace(mention.tokens, scene.world);
  return asked ? lookUp(mention.objects, scene) : undefined;
}

/** Calls the first action that only tells how objects are; a service that has none has them told as they are known. */
function lookUp(objects: readonly Nameable[], scene: Scene): Plan | undefined {
  const list = listOf(objects, scene);
  if (list !== undefined) return ready([list]);
  const kinds = new Set(objects.map(({ kind }) => kind));
  for (const { frame } of scene.grammar.patterns) {
    if (frame.action.action.effect !== 'read' || Object.keys(frame.input).length > 0) continue;
    for (const field of frame.action.fields.values()) {
      if (field.slot.type !== 'object' || !kinds.has(field.slot.kind)) continue;
      const reference = { status: 'found', objects, all: true } as const;
      const given: Given = { field, filling: { type: 'objects', reference }, words: '' };
      const draft: Draft = draftOf(frame, [given], [], scene);
      if (isComplete(draft)) return ready([draft]);
    }
  }
  return objects.length === 0 ? undefined : plan({ words: [told(objects)], mentioned: objects });
}

/** The request that lists all objects of a kind, where just those are asked about and an action does nothing else. */
function listOf(objects: readonly Nameable[], { grammar, world, ...scene }: Scene): Draft | undefined {
  const [first] = objects;
  if (first === undefined || objects.length < 2) return undefined;
  const { kind } = first;
  const all = world.things.filter(({ object }) => object.kind === kind);
  if (all.length !== objects.length || !all.every(({ object }) => objects.includes(object))) return undefined;
  const lists = grammar.patterns.find(
    ({ frame: { action, stems } }) =>
      action.action.effect === 'read' && action.fields.size === 0 && stems.has(stem(kind)),
  );
  return lists && draftOf(lists.frame, [], [], { grammar, world, ...scene });
}

/** `Island Atlas is packed.` Without the verb, `Island Atlas: cancelled` would say that it has just been done. */
const told = (objects: readonly Nameable[]): string =>
  objects
    .map(
      (object) =>
        `${labelOf(object, objects)}${object.summary.includes(':') ? ':' : ' is'} ${object.summary}.`,
    )
    .join(' ');
