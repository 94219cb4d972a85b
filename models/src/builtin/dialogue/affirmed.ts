import { amended } from '../parse/complete.ts';
import { firstGap, type Draft, type Gap } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { plan, ready, type Plan } from './plan.ts';

/** More than these are not offered one by one. */
const FEW = 6;

/** A yes to a question: what it was about, if only one thing came into question; else the question in other words. */
export function affirmed(asked: Draft, others: readonly Draft[], scene: Scene): Plan {
  const open = firstGap(asked);
  if (open === undefined) return ready([asked, ...others]);
  const { gap, draft } = open;
  if (gap.why === 'unfit') return plan({ words: ['Gladly. What would you like me to do?'] });
  const [only, ...more] = gap.why === 'unknown' || gap.why === 'missing' ? gap.options : [];
  if (only !== undefined && more.length === 0 && draft === asked) {
    const reference = { status: 'found', objects: [only], all: false } as const;
    const filling = { type: 'objects', reference } as const;
    return ready([amended(asked, { field: gap.field, filling, words: '' }, scene), ...others]);
  }
  const again =
    draft === asked
      ? { ...asked, gaps: asked.gaps.map((each) => (each === gap ? plainly(gap) : each)) }
      : asked;
  return plan({ open: [again, ...others], words: ['I need to know a little more for that.'] });
}

/** Without what could not be found. */
const plainly = (gap: Gap): Gap =>
  gap.why !== 'unknown'
    ? gap
    : { ...gap, why: gap.options.length > 1 && gap.options.length <= FEW ? 'several' : 'missing', words: '' };
