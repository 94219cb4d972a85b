import { moodOf } from '../language/mood.ts';
import { withoutCourtesies } from '../language/politeness.ts';
import { written, type Token } from '../language/token.ts';
import { amended, renested } from '../parse/complete.ts';
import { firstGap, type Draft, type Gap } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { laterRequests } from '../parse/understand.ts';
import { answerFilling } from './answer-filling.ts';
import { isFollowUp } from './follow-up.ts';

/**
 * The draft with a gap of it filled by an answer: the one that was asked about, or else another.
 *
 * @returns undefined if the message is no answer.
 */
export function answered(
  text: string,
  tokens: readonly Token[],
  draft: Draft,
  scene: Scene,
): Draft | undefined {
  const asked = firstGap(draft);
  if (asked === undefined) return undefined;
  const { tokens: bare, request } = withoutCourtesies(tokens);
  if (asked.gap.field.slot.type === 'object' && asksBack(bare, request)) return undefined;
  if (asked.draft !== draft) return nestedAnswer(text, tokens, draft, asked.draft, scene);
  for (const gap of [asked.gap, ...draft.gaps.filter((each) => each !== asked.gap)]) {
    const next =
      gap.field.slot.type === 'calls'
        ? planned(text, bare, draft, gap, scene)
        : filled(text, bare, draft, gap, scene);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** `which one is in the kitchen?` chooses none yet; `what about the kitchen one?` does. */
const asksBack = (bare: readonly Token[], request: boolean): boolean =>
  moodOf(bare, request) === 'question' && !isFollowUp(bare) && ASKS_BACK.has(bare[0]?.word ?? '');
const ASKS_BACK = new Set('which what where who why how is are was were do does did'.split(' '));

/** The draft with the one in it answered that was asked about. */
function nestedAnswer(
  text: string,
  tokens: readonly Token[],
  draft: Draft,
  asked: Draft,
  scene: Scene,
): Draft | undefined {
  const nested = draft.nested.map((inner) =>
    contains(inner, asked) ? answered(text, tokens, inner, scene) : inner,
  );
  const all = nested.filter((inner) => inner !== undefined);
  return all.length === nested.length ? renested(draft, all, scene) : undefined;
}

const contains = (draft: Draft, inner: Draft): boolean =>
  draft === inner || draft.nested.some((each) => contains(each, inner));

/** What is to happen then, and perhaps when. */
function planned(
  text: string,
  tokens: readonly Token[],
  draft: Draft,
  gap: Gap,
  scene: Scene,
): Draft | undefined {
  const later = laterRequests(text, tokens, scene);
  if (later === undefined) return undefined;
  const rest = { ...draft, gaps: draft.gaps.filter((each) => each !== gap) };
  const when = [...draft.action.fields.values()].find(({ slot }) => slot.type === 'schedule');
  return later.moments.reduce(
    (next, filling) =>
      when === undefined ? next : amended(next, { field: when, filling, words: '' }, scene),
    renested(rest, later.drafts, scene),
  );
}

function filled(
  text: string,
  tokens: readonly Token[],
  draft: Draft,
  { field, options }: Gap,
  scene: Scene,
): Draft | undefined {
  const filling = answerFilling(text, tokens, field, options, scene);
  if (filling === undefined) return undefined;
  const next = amended(draft, { field, filling, words: written(text, tokens) }, { ...scene, focus: options });
  // An answer that leaves the same thing open, and says no more than before, is none.
  const still = firstGap(next)?.gap;
  return still?.field === field && (still.why === 'unknown' || still.why === 'missing') ? undefined : next;
}
