import type { Clause } from './clauses.ts';
import { isFact } from './mood.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const SELF = words('i we');
const BE = words('is are was were');
/** Words that make a phrase say how things are. */
const STATES = words('is are now been');
/** What may stand before or within a verb without changing what it says. */
const FILLERS = words(
  'have has just now also then both all even successfully quickly gone went ahead again back',
);
/** What may come before a verb that has no subject. */
const OPENERS = words('ok okay sure yes great perfect alright right done good well there thing');
/** Words that make a question of a clause, or turn its subject around, when they come first. */
const INVERTERS = words('do does did have has had should shall could can may must is are was were');
/** Others who do things. */
const OTHERS = words('you they who he she someone somebody anyone');
/** Words after which a verb tells more of a noun: `a device that is removed`. */
const RELATIVES = words('that which who what');
/** Words that a headline does not have before its participle. */
const NO_HEADLINE = words(
  'i we you they he she it this that these those what which who how is are was were am be been being have has had do does did get gets got keep keeps to can could will would shall should may might must want need the a your',
);
/** What may follow the participle of a headline: `Speaker moved to the bedroom`. */
const AFTER_HEADLINE = words('to at in into for from by on off successfully now as with');
/** Forms that are present and past alike, so that `Set the volume to 30` may be an advice. */
const AMBIGUOUS = words('set put shut');
/** Words by which a participle that comes first is an adjective: `Upgraded customers can …`. */
const FINITE = words('is are was were have has do does can could will would shall should may might must');
const DETERMINERS = words('the a an your it them that this these those you all both every everything some');

/**
 * Whether a clause says that what the words from `at` to `end` name has been done.
 *
 * @param generic whether `is` is enough: `it is done`, but not `it is muted`, which may have been so before.
 */
export function says(clause: Clause, at: number, end: number, generic: boolean): boolean {
  if (!isFact(clause, at, end)) return false;
  if (clause.words.slice(at, end + 1).some((word) => STATES.has(word))) return isState(clause, at);
  return (
    bySelf(clause, at) ||
    byOthers(clause, at) ||
    inPassive(clause, at, generic) ||
    isFirst(clause, at, end) ||
    inHeadline(clause, at, end)
  );
}

/** `is now off`, `Now playing jazz`, `Your routine is set`; not `from now on`. */
function isState({ words: all }: Clause, at: number): boolean {
  const before = all[at - 1];
  if (before === undefined) return true;
  return all[at] === 'now' ? BE.has(before) || OPENERS.has(before) : !RELATIVES.has(before);
}

/** The index of the last word before `at` that is no filler. */
const stem = (all: readonly string[], at: number): number =>
  all.findLastIndex((word, index) => index < at && !FILLERS.has(word));

/** `I have just turned`. */
function bySelf({ words: all }: Clause, at: number): boolean {
  const subject = stem(all, at);
  return SELF.has(all[subject] ?? '') && !INVERTERS.has(all[subject - 1] ?? '');
}

/** `The system has turned`, `The light got turned`. */
function byOthers({ words: all }: Clause, at: number): boolean {
  const subject = stem(all, at);
  const word = all[subject];
  if (word === undefined || OTHERS.has(word) || INVERTERS.has(all[0] ?? '')) return false;
  return word === 'got' || all.slice(subject + 1, at).some((verb) => verb === 'has' || verb === 'have');
}

/** `has been turned`, `was turned`, `is now turned`; not `that was turned`. */
function inPassive({ words: all }: Clause, at: number, generic: boolean): boolean {
  const place = stem(all, at);
  const verb = all[place] ?? '';
  const subject = verb === 'been' ? stem(all, place) : place - 1;
  if ((subject > 0 && RELATIVES.has(all[subject] ?? '')) || INVERTERS.has(all[0] ?? '')) return false;
  if (verb === 'been' || verb === 'was' || verb === 'were') return true;
  return BE.has(verb) && (generic || all.includes('now') || all.includes('successfully'));
}

/** `Turned off the light`. */
function isFirst({ words: all, previous, joint }: Clause, at: number, end: number): boolean {
  if (!all.slice(0, at).every((word) => OPENERS.has(word) || FILLERS.has(word))) return false;
  if (end > at) return true;
  const rest = all.slice(at + 1);
  if (!DETERMINERS.has(rest[0] ?? '') && rest.some((word) => FINITE.has(word))) return false;
  // `I went ahead and set it`: who did it was said before.
  const hasSubject = joint === 'and' && previous?.words.some((word) => SELF.has(word)) === true;
  return hasSubject || !AMBIGUOUS.has(all[at] ?? '');
}

/** `Speaker moved to the bedroom`. */
const inHeadline = ({ words: all }: Clause, at: number, end: number): boolean =>
  at <= 5 &&
  !all.slice(0, at).some((word) => NO_HEADLINE.has(word)) &&
  (end === all.length - 1 || AFTER_HEADLINE.has(all[at + 1] ?? '') || AFTER_HEADLINE.has(all[end + 1] ?? ''));
