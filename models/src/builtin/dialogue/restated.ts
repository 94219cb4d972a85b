import { token, type Token } from '../language/token.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';

/** Fewer words say no more than was asked. */
const SHORTEST = 3;
/** So many verbs of an action are tried. */
const VERBS = 3;

/** An answer that says more than was asked: `a speaker in the hall called Ben`, where `add a speaker` was asked about. */
export function restated(
  text: string,
  tokens: readonly Token[],
  asked: Draft,
  scene: Scene,
): Draft | undefined {
  if (tokens.length < SHORTEST) return undefined;
  const verbs = new Set(
    scene.grammar.patterns.flatMap(({ frame, mood, elements: [first] }) =>
      frame.action === asked.action && mood === 'request' && first !== undefined && 'word' in first
        ? [first.word]
        : [],
    ),
  );
  for (const verb of [...verbs].slice(0, VERBS)) {
    const said = [token(verb, { start: 0, end: 0, mark: '' }), ...tokens];
    const [item, ...others] = understand(text, said, scene);
    if (item?.kind !== 'request' || others.length > 0 || item.draft.action !== asked.action) continue;
    const { draft } = item;
    const agrees = Object.entries(asked.input).every(
      ([name, value]) => JSON.stringify(draft.input[name]) === JSON.stringify(value),
    );
    if (isComplete(draft) && agrees) return draft;
  }
  return undefined;
}
