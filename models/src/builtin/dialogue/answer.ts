import type { Nameable } from '@agentic-service-bot/bot/definition';
import type { Field } from '../grammar/field.ts';
import { DETERMINERS, functionWords } from '../language/function-words.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { written, type Token } from '../language/token.ts';
import { amended, renested } from '../parse/complete.ts';
import { firstGap, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand } from '../parse/understand.ts';
import { Filler, type Filling } from '../slots/fill.ts';

/** An answer may say this much beside what was asked for. */
const ROOM = 0.7;
const LEADS = new Set(
  'in on at to of from for with by i mean meant think make it is use take put the one no yes want called name named say lets just only into'.split(
    ' ',
  ),
);

/** The draft with its first gap filled by an answer; undefined if the message is no answer to it. */
export function answered(
  text: string,
  tokens: readonly Token[],
  draft: Draft,
  scene: Scene,
): Draft | undefined {
  const open = firstGap(draft);
  if (open === undefined) return undefined;
  if (open.draft !== draft) {
    const nested = draft.nested.map((inner) =>
      contains(inner, open.draft) ? answered(text, tokens, inner, scene) : inner,
    );
    const all = nested.filter((inner) => inner !== undefined);
    return all.length === nested.length ? renested(draft, all, scene) : undefined;
  }
  const { field, options } = open.gap;
  const { tokens: bare } = withoutCourtesies(tokens);
  if (field.slot.type === 'calls') {
    const items = understand(text, bare, scene);
    const drafts = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
    const rest = { ...draft, gaps: draft.gaps.filter((gap) => gap.field !== field) };
    return drafts.length === items.length && drafts.length > 0 ? renested(rest, drafts, scene) : undefined;
  }
  const chosen = field.slot.type === 'object' && field.slot.many ? allOf(bare, options) : undefined;
  const filling = chosen ?? fillingIn(text, bare, field, options, scene);
  if (filling === undefined) return undefined;
  const next = amended(draft, { field, filling, words: written(text, bare) }, { ...scene, focus: options });
  const still = firstGap(next)?.gap;
  // An answer that leaves the same thing open, and says no more than before, is none.
  const same = still?.field === field && (still.why === 'unknown' || still.why === 'missing');
  return same ? undefined : next;
}

const contains = (draft: Draft, inner: Draft): boolean =>
  draft === inner || draft.nested.some((each) => contains(each, inner));

/** `both`, `all of them`. */
function allOf(tokens: readonly Token[], options: readonly Nameable[]): Filling | undefined {
  const words = tokens.map(({ word }) => word).filter((word) => !DETERMINERS.has(word));
  const all = words.some((word) => ['all', 'both', 'every', 'each', 'everything', 'either'].includes(word));
  const rest = words.every(
    (word) => functionWords.has(word) || word === 'everything' || word === 'either' || word === 'two',
  );
  return all && rest && options.length > 0
    ? { type: 'objects', reference: { status: 'found', objects: options, all: true } }
    : undefined;
}

/** The run of the answer that fills the field best. */
function fillingIn(
  text: string,
  tokens: readonly Token[],
  field: Field,
  options: readonly Nameable[],
  scene: Scene,
): Filling | undefined {
  const ids = new Set(options.map(({ id }) => id));
  const among = { ...scene.world, things: scene.world.things.filter(({ object }) => ids.has(object.id)) };
  const worlds = field.slot.type === 'object' && options.length > 0 ? [among, scene.world] : [scene.world];
  for (const world of worlds) {
    const filler = new Filler(text, tokens, world, scene.grammar.starters);
    let best: { filling: Filling; cost: number } | undefined;
    for (let start = 0; start < tokens.length; start += 1) {
      for (const filled of filler.from(field, start)) {
        if (filled.filling.type === 'objects' && !isFound(filled.filling)) continue;
        const cost = filled.cost + left(tokens.slice(0, start)) + left(tokens.slice(filled.end));
        if (cost <= ROOM && (best === undefined || cost < best.cost))
          best = { filling: filled.filling, cost };
      }
    }
    if (best !== undefined) return best.filling;
  }
  return undefined;
}

const isFound = (filling: Extract<Filling, { type: 'objects' }>): boolean =>
  filling.reference.status === 'found' ||
  filling.reference.status === 'pronoun' ||
  filling.reference.status === 'several';

const left = (tokens: readonly Token[]): number =>
  tokens.reduce((sum, { word }) => sum + (LEADS.has(word) ? 0.03 : (functionWords.get(word) ?? 1)), 0);
