import { token, type Token } from '../language/token.ts';
import { firstGap, isComplete, type Draft } from '../parse/draft.ts';
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
  if (tokens.length < SHORTEST || firstGap(asked)?.draft !== asked) return undefined;
  const among = amongOptions(asked, scene);
  const verbs = new Set(
    scene.grammar.patterns.flatMap(({ frame, mood, elements: [first] }) =>
      frame.action === asked.action && mood === 'request' && first !== undefined && 'word' in first
        ? [first.word]
        : [],
    ),
  );
  for (const verb of [...verbs].slice(0, VERBS)) {
    const said = [token(verb, { start: 0, end: 0, mark: '' }), ...tokens];
    const [item, ...others] = understand(text, said, among);
    if (item?.kind !== 'request' || others.length > 0 || item.draft.action !== asked.action) continue;
    const { draft } = item;
    const agrees = Object.entries(asked.input).every(
      ([name, value]) => JSON.stringify(draft.input[name]) === JSON.stringify(value),
    );
    if (isComplete(draft) && agrees) return draft;
  }
  return undefined;
}

/** The scene with no other objects of the kinds that were asked about: of `Which light?` no speaker is an answer. */
function amongOptions({ gaps }: Draft, scene: Scene): Scene {
  const asked = gaps.flatMap(({ field: { slot }, why, options }) =>
    slot.type === 'object' && why !== 'unfit' ? [{ kind: slot.kind, options }] : [],
  );
  const things = scene.world.things.filter(({ object }) =>
    asked.every(({ kind, options }) => object.kind !== kind || options.some(({ id }) => id === object.id)),
  );
  return { ...scene, world: { ...scene.world, things } };
}

/** The plain answer, unless what was said over again says more, or tells words apart that the plain answer takes whole. */
export function fuller(plain: Draft | undefined, again: Draft | undefined, asked: Draft): Draft | undefined {
  if (plain === undefined || again === undefined) return plain ?? again;
  const more = Object.keys(again.input).length - Object.keys(plain.input).length;
  const isText = firstGap(asked)?.gap.field.slot.type === 'text';
  return more > 0 || (more === 0 && isText) ? again : plain;
}
