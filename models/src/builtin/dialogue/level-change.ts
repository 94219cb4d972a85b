import { hasAt } from '../language/phrases.ts';
import type { Token } from '../language/token.ts';
import { levelNamed, rankOf } from '../levels.ts';
import type { Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { upgradeTo } from './offer.ts';
import type { Plan } from './plan.ts';

const GRATIS = [
  'for free',
  'free of charge',
  'for nothing',
  'at no cost',
  'at no charge',
  'without paying',
  'gratis',
].map((words) => words.split(' '));

/** The words without those that say it should cost nothing, where a level is named that has a price. */
export function withoutPrice(tokens: readonly Token[], { grammar }: Scene): readonly Token[] {
  const { upgrade, service } = grammar;
  const slot = upgrade?.action.fields.get(upgrade.field)?.slot;
  if (slot?.type !== 'choice') return tokens;
  const named = service.levels.filter(({ name }) => tokens.some(({ word }) => word === name.toLowerCase()));
  if (named.length === 0 || named.some(({ price }) => price === 'free')) return tokens;
  for (const [at] of tokens.entries()) {
    const words = GRATIS.find((each) => hasAt(tokens, at, each));
    if (words !== undefined) return tokens.toSpliced(at, words.length);
  }
  return tokens;
}

/**
 * The plan without a change of level that contradicts the words: who says `upgrade` is not led down, nor up who says
 * `downgrade`; and what has a price is not had for free.
 */
export function asSaid(planned: Plan, tokens: readonly Token[], gratis: boolean, scene: Scene): Plan {
  const { upgrade, service } = scene.grammar;
  const isChange = ({ action }: Draft): boolean => action === upgrade?.action;
  const draft = planned.ready.find(isChange);
  const wanted = upgrade === undefined ? undefined : draft?.input[upgrade.field];
  const level = typeof wanted === 'string' ? levelNamed(service, wanted) : undefined;
  const current = levelNamed(service, scene.context.customer.level);
  if (upgrade === undefined || draft === undefined || level === undefined || current === undefined)
    return planned;
  const ready = planned.ready.filter((each) => !isChange(each));
  if (gratis && level === current)
    return { ...planned, ready, words: [...planned.words, `You are on ${level.title} already.`] };
  if (gratis) {
    const words = `${level.title} costs ${level.price}.`;
    return { ...planned, ready, words: [...planned.words, words], offer: upgradeTo(level.name, scene) };
  }
  const step = rankOf(service, level.name) - rankOf(service, current.name);
  const says = (stem: string) => tokens.some(({ word }) => word.startsWith(stem));
  const [up, down] = [says('upgrad'), says('downgrad')];
  if (!(up && step < 0) && !(down && step > 0)) return planned;
  const field = upgrade.action.fields.get(upgrade.field);
  if (field === undefined) return planned;
  const { [upgrade.field]: _, ...input } = draft.input;
  const open = { ...draft, input, gaps: [{ field, why: 'missing' as const, options: [], words: '' }] };
  const words = `${level.title} (${level.price}) is ${step < 0 ? 'less' : 'more'} than ${current.title} (${current.price}), which you are on.`;
  return { ...planned, ready, open: [open, ...planned.open], words: [...planned.words, words] };
}
