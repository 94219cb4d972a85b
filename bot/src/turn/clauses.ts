/** Part of a sentence that has at most one thing to say. */
export interface Clause {
  /** Lower case, short forms in full, without punctuation. */
  readonly words: readonly string[];
  readonly isQuestion: boolean;
  /** All words of the sentence it is part of. */
  readonly sentence: readonly string[];
  readonly previous: Clause | undefined;
  /** How it is joined to the previous one. */
  readonly joint: 'comma' | 'and' | 'other';
}

/** Where a clause ends; what ends it is kept. */
const BREAK = /([,;:()…–—!?\n]+|\s-\s|\b(?:and|but|so|or|yet|plus|because|since)\b)/u;
/** What is quoted is not said. */
const QUOTED = /[“"„][^“”"„]*[”"“]/gu;
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/\b(?:can|won|shan)'t\b/gu, ' can not'],
  [/n't\b/gu, ' not'],
  [/'ve\b/gu, ' have'],
  [/'re\b/gu, ' are'],
  [/'ll\b/gu, ' will'],
  [/'d\b/gu, ' would'],
  [/'m\b/gu, ' am'],
  [/\b(it|that|this|there|here|he|she|what|which|everything|all)'s\b/gu, '$1 is'],
  [/'s\b/gu, ''],
];

const joints: ReadonlyMap<string, Clause['joint']> = new Map([
  [',', 'comma'],
  ['and', 'and'],
  ['or', 'and'],
]);

const BE: ReadonlySet<string> = new Set(['is', 'are']);

/** `is off now` and `is back on` as `is now off` and `is now on`. */
function withNow(words: readonly string[]): readonly string[] {
  const verb = words.findLastIndex((word) => BE.has(word));
  if (verb < 0) return words;
  if (words[verb + 1] === 'back') return words.with(verb + 1, 'now');
  return words.at(-1) === 'now' ? words.toSpliced(-1).toSpliced(verb + 1, 0, 'now') : words;
}

/** The clauses of a sentence. Words of other scripts than Latin are left out: no grammar here knows them. */
export function clausesOf(text: string): Clause[] {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[’‘`´]/gu, "'")
    .toLowerCase()
    .replace(QUOTED, ' it ');
  const full = SHORT.reduce((so, [short, long]) => so.replace(short, long), plain);
  const sentence = wordsOf(full);
  const parts = full.split(BREAK);
  const clauses: Clause[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const words = withNow(wordsOf(parts[index]));
    if (words.length === 0) continue;
    const joint = joints.get(parts[index - 1]?.trim() ?? '') ?? 'other';
    const isQuestion = /^\s*\?/u.test(parts[index + 1] ?? '');
    clauses.push({ words, isQuestion, sentence, previous: clauses.at(-1), joint });
  }
  return clauses;
}

const wordsOf = (text = ''): readonly string[] => text.match(/\p{Script=Latin}+|\p{N}+/gu) ?? [];
