import { withoutCourtesies } from '../language/politeness.ts';
import type { Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';
import { listed } from '../words/lists.ts';
import { outcomeWords } from '../words/outcome.ts';
import type { Memory } from './memory.ts';
import { offerAfter } from './offer.ts';
import { plan, type Plan } from './plan.ts';

const WHAT =
  /^(?:tell me )?what (?:(?:exactly )?(?:have|did|do|was it) )?(?:you |we |i )?(?:just |actually |really |last )*(?:do|done|did|happened|change|changed)(?: (?:just|now|just now|so far|for me|last|there|then|right now|exactly))*$|^(?:and )?what was (?:that|it)(?: again)?$/u;
const WORKED =
  /^(?:and |so |but )*(?:(?:did|has|have) (?:it|that|this|you|they) (?:actually |really |just )*(?:work|worked|do it|done it|do that|done that|do this|do so|happen|happened|succeed|go through|gone through|work out)|(?:is|was) (?:it|that|this|everything) (?:done|finished|successful)|are you done|have you finished)(?: (?:now|yet|already|then|too|for me))*$/u;

/** `what have you just done?`, `did it work?`: what came of the last thing that was to be done. */
export function whatWasDone(tokens: readonly Token[], { done }: Memory, scene: Scene): Plan | undefined {
  const said = withoutCourtesies(tokens)
    .tokens.map(({ word }) => word)
    .join(' ');
  const whether = WORKED.test(said);
  if (!whether && !WHAT.test(said)) return undefined;
  if (done.length === 0)
    return plan({ words: ['Nothing yet, as far as I can see. What would you like me to do?'] });
  const { service } = scene.grammar;
  const came = listed(done.map((call) => quoted(outcomeWords(call, service, scene.context.customer.level))));
  const all = (status: string) => done.every(({ outcome }) => outcome?.status === status);
  const lead = !whether
    ? 'What came of it last'
    : all('done')
      ? 'Yes'
      : all('waiting')
        ? 'Not yet'
        : 'Not all of it';
  return plan({ words: [`${lead}: ${came}.`] });
}

const WHY = /^(?:and |but |so )*why(?: (?:is that|so|that|then|though))?$/u;
const WHY_NOT =
  /^(?:and |but |so )*why (?:not|can i not|can not i|did it not|did that not|did it not work)$/u;

/** `why?`, after something was refused or did not work: the reason again, and what would lift it. */
export function whyNot(tokens: readonly Token[], { done, refused }: Memory, scene: Scene): Plan | undefined {
  const said = tokens.map(({ word }) => word).join(' ');
  // `why not` without a question mark may be a yes.
  const asks = WHY.test(said) || (WHY_NOT.test(said) && (said !== 'why not' || tokens.at(-1)?.mark === '?'));
  const missed = done.filter(({ outcome }) => outcome?.status === 'denied' || outcome?.status === 'failed');
  if (!asks || missed.length === 0) return undefined;
  const { customer } = scene.context;
  return plan({
    words: missed.map((call) => outcomeWords(call, scene.grammar.service, customer.level)),
    offer: offerAfter(missed, refused, scene),
  });
}

/** The words as they were said then: what is quoted is not said again. */
const quoted = (words: string): string =>
  words
    .split(/(?<=[.!?])\s+/u)
    .map((sentence) => `“${sentence.replaceAll('“', '‘').replaceAll('”', '’').replace(/\.$/u, '')}”`)
    .join(', ');
