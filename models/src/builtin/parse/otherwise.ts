import type { WeighedPattern } from '../grammar/grammar.ts';
import { functionWords, NEGATIONS } from '../language/function-words.ts';
import type { Token } from '../language/token.ts';

/**
 * Whether a sentence has the words of a pattern and says something else by them.
 *
 * @param commands the stems that requests begin with.
 */
export const saysOtherwise = (
  pattern: WeighedPattern,
  commands: ReadonlySet<string>,
  tokens: readonly Token[],
): boolean =>
  isBlame(tokens) ||
  isOfAnotherVerb(pattern, commands, tokens) ||
  (isTooMuch(pattern) && !tokens.some(({ word }) => MUCH.has(word))) ||
  tokens.some((_, index) => isForbidden(pattern, commands, tokens, index));

/** `you should have turned it off` asks for nothing. */
const isBlame = (tokens: readonly Token[]): boolean =>
  /^(?:you|they|he|she|somebody|someone) (?:should|could|would|might|must)(?: not)? have /u.test(
    `${tokens.map(({ word }) => word).join(' ')} `,
  );

/** `pretend to turn it off` asks for something else, whatever that is. */
function isOfAnotherVerb(
  { elements }: WeighedPattern,
  commands: ReadonlySet<string>,
  [first, to, verb]: readonly Token[],
): boolean {
  if (first === undefined || to?.word !== 'to' || functionWords.has(first.word)) return false;
  const isOwn = elements.some((element) => 'stem' in element && element.stem === first.stem);
  return commands.has(verb?.stem ?? '') && !isOwn;
}

/** `I want it quiet` is not `it's too quiet`. */
const isTooMuch = ({ elements }: WeighedPattern): boolean =>
  elements.some(
    (element, index) => 'word' in element && element.word === 'too' && index < elements.length - 1,
  );
const MUCH = new Set('too so very that this awfully really rather bit little far way much'.split(' '));

/** `don't delete it` is not `I don't need it any more`, though both have a `not`. */
const isForbidden = (
  { elements, negations }: WeighedPattern,
  commands: ReadonlySet<string>,
  tokens: readonly Token[],
  index: number,
): boolean => {
  const verb = tokens[index + 1]?.stem ?? '';
  return (
    negations > 0 &&
    NEGATIONS.has(tokens[index]?.word ?? '') &&
    commands.has(verb) &&
    !elements.some((element) => 'stem' in element && element.stem === verb)
  );
};
