/** Words that look inflected and are not, or that are too short to cut. */
const WHOLE = new Set(
  'this his has was is its us as yes bus gas plus news always alexa during morning evening nothing something anything everything king ring sing bring thing spring string ceiling building being wedding feed need red bed speed hundred'.split(
    ' ',
  ),
);

const VOWEL = /[aeiouy]/u;

/** Forms of the verbs that have no regular ones. */
const FORMS = new Map(
  [
    ['be', 'is are was were am been'],
    ['have', 'has had'],
    ['do', 'does did done'],
    ['go', 'goes went gone'],
    ['make', 'made'],
    ['buy', 'bought'],
    ['sell', 'sold'],
    ['get', 'got gotten'],
    ['leave', 'left'],
    ['send', 'sent'],
    ['tell', 'told'],
  ].flatMap(([base = '', forms = '']) => forms.split(' ').map((form) => [form, base] as const)),
);

/** A word's stem, so that `lights`, `playing` and `moved` meet `light`, `play` and `move`. For comparing only. */
export function stem(word: string): string {
  const base = FORMS.get(word);
  if (base !== undefined) return stem(base);
  if (word.length <= 3 || WHOLE.has(word)) return word;
  return withoutE(withoutEnding(withoutPlural(word)));
}

/** Whether a word is a plural, as far as its form tells. */
export const isPlural = (word: string): boolean =>
  !WHOLE.has(word) && word.length > 3 && withoutPlural(word) !== word;

function withoutPlural(word: string): string {
  if (/(?:ss|us|is)$/u.test(word)) return word;
  if (/[^aeiou]ies$/u.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|z|ss)es$/u.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function withoutEnding(word: string): string {
  const match = /^(.{2,}?)(?:ing|ed)$/u.exec(word);
  const base = match?.[1];
  if (base === undefined || !VOWEL.test(base)) return word;
  return /([bdgklmnprt])\1$/u.test(base) && base.length > 3 ? base.slice(0, -1) : base;
}

const withoutE = (word: string): string => (word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word);
