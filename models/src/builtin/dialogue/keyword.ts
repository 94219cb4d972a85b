import type { ActionGrammar, Frame, Grammar } from '../grammar/grammar.ts';
import { functionWords } from '../language/function-words.ts';
import { MATTERS } from '../language/matters.ts';
import { moodOf } from '../language/mood.ts';
import { synonymsOf } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import { draftOf, type Given } from '../parse/complete.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { Filler } from '../slots/fill.ts';
import { plan, ready, type Plan } from './plan.ts';
import { exampleFor } from '../words/talk.ts';
import { bareFrame, HUMAN } from './requests.ts';

/** This share of the telling words must be the action's. */
const MOST = 0.6;

/** So few words, all of them the action's, are no sentence that could mean something else. */
const BARE = 2;

/** `human!`, `do I have premium?`: telling words that only one action knows, where that needs to know no more. What has an effect is asked back. */
export function keyword(text: string, tokens: readonly Token[], scene: Scene): Plan | undefined {
  const asks = moodOf(tokens, false) !== 'request';
  const telling = tokens.filter(({ word }) => !functionWords.has(word) && !(asks && /^\d/u.test(word)));
  const owned = telling.map(({ stem }) => ownersOf(stem, scene.grammar)).filter((owners) => owners.size > 0);
  if (owned.length === 0 || owned.length < telling.length * MOST) return undefined;
  if (telling.some(({ stem }) => MATTERS.has(stem))) return undefined;
  const [first = new Set<ActionGrammar>(), ...others] = owned;
  const [only, ...more] = [...first].filter(
    (action) => others.every((owners) => owners.has(action)) && (!asks || mayAnswer(action, scene.grammar)),
  );
  if (only === undefined || more.length > 0) return undefined;
  // `who are you talking to?` wants nobody.
  if (asks && only.action.name === HUMAN && telling.length < 2 && tokens.length > BARE) return undefined;
  const given = choicesIn(text, tokens, only, scene);
  const frames = [bareFrame(only, {}), ...(asks ? asking(only, scene.grammar) : [])];
  const draft = frames
    .map((frame) =>
      draftOf(
        frame,
        given.filter((each) => isOpen(each, frame)),
        [],
        scene,
      ),
    )
    .find(isComplete);
  if (draft === undefined) return undefined;
  const isBare = asks || (tokens.length <= BARE && owned.length === telling.length);
  return isBare || changesNothing(only)
    ? ready([draft])
    : plan({ offer: { draft, words: doYouMean(draft) } });
}

const changesNothing = ({ action }: ActionGrammar): boolean =>
  action.effect === 'read' || action.name === HUMAN;

/** `the music is on again` has the words of a request, and may be none. */
const doYouMean = ({ action: { action }, input }: Draft): string =>
  `Do you mean “${exampleFor(action, input)}”?`;

/** Whether an action answers questions: it does nothing else, or some of its examples ask. Anybody may ask for a person. */
const mayAnswer = (action: ActionGrammar, grammar: Grammar): boolean =>
  changesNothing(action) || asking(action, grammar).length > 0;

/** What a frame fixes, it fixes; and what is asked changes nothing. */
const isOpen = ({ field }: Given, frame: Frame): boolean =>
  !Object.hasOwn(frame.input, field.name) && (frame.some.size > 0 || frame.action.action.effect === 'read');

/** What an action can be asked. */
const asking = (action: ActionGrammar, { patterns }: Grammar): Frame[] =>
  patterns
    .filter(({ frame, mood }) => frame.action === action && mood === 'question')
    .map(({ frame }) => frame);

function ownersOf(stem: string, { owners }: Grammar): ReadonlySet<ActionGrammar> {
  return (
    owners.get(stem) ?? new Set([...synonymsOf(stem)].flatMap((other) => [...(owners.get(other) ?? [])]))
  );
}

/** The choices of the action that some word is a value of. */
function choicesIn(
  text: string,
  tokens: readonly Token[],
  action: ActionGrammar,
  { world, grammar }: Scene,
): Given[] {
  const filler = new Filler(text, tokens, world, grammar.starters);
  return [...action.fields.values()].flatMap((field) => {
    if (field.slot.type !== 'choice') return [];
    const sure = tokens.flatMap((_, start) => filler.from(field, start).filter(({ cost }) => cost === 0));
    const values = new Set(sure.map(({ filling }) => JSON.stringify(filling)));
    const [found] = sure;
    return found === undefined || values.size > 1 ? [] : [{ field, filling: found.filling, words: '' }];
  });
}
