/** Before a form in -ed they make it a wish, or a state: `if you turned it off`, `it must be muted`. */
export const WISHING: ReadonlySet<string> = new Set(
  [
    'be been being is are get got have has had having',
    'want wants wanted need needs needed like love prefer make see keep leave',
    'if would could should',
  ].flatMap((words) => words.split(' ')),
);

const SUBJECTS = new Set('i we he she they who someone somebody everyone everybody nobody'.split(' '));
const ADVERBS = new Set(
  'really just only also usually always often sometimes never still normally'.split(' '),
);
/** What follows somebody who wishes, may, or is something. */
const WISHES = new Set(
  [
    'want wants wanted need needs needed like love prefer wish hope think guess rather',
    'am is are was were be have has had do does did',
    'can could will would shall should may might must not going',
  ].flatMap((words) => words.split(' ')),
);

/** What the other one is reminded of: `you said it is on`. */
const SAYING = new Set('said say told claimed promised wrote did just'.split(' '));

/** Whether a sentence begins with somebody who does something, and neither wishes nor may: `I get up`. */
export function tellsOfSomebody([first, ...rest]: readonly { readonly word: string }[]): boolean {
  if (first?.word === 'you' && SAYING.has(rest[0]?.word ?? '')) return true;
  if (!SUBJECTS.has(first?.word ?? '')) return false;
  const verb = rest.find(({ word }) => !ADVERBS.has(word))?.word ?? '';
  return verb !== '' && !WISHES.has(verb);
}
