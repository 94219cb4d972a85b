import { isPlural, stem } from './stem.ts';

/** A word of a text, in its plain form, with its place in the text. */
export interface Token {
  /** Lower case, contractions written out. */
  readonly word: string;
  readonly stem: string;
  readonly plural: boolean;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The mark that follows it. `.` stands for any end of a sentence but a question's. */
  readonly mark: '' | ',' | '.' | '?';
  /** It was misspelled: this is the known word that was meant. */
  readonly corrected?: true;
  /** It stands in quotation marks: it is what something is called, and asks for nothing. */
  readonly quoted?: true;
}

export const token = (word: string, place: Pick<Token, 'start' | 'end' | 'mark'>): Token => ({
  ...place,
  word,
  stem: stem(word),
  plural: isPlural(word),
});

const PIECES = /(?<=^|\s)[-−]\d+|\d+(?:[:.]\d+)*|\p{L}[\p{L}\p{M}\p{N}_]*(?:['’]\p{L}+)*|[.,;:!?…\n%&]/gu;

/** Words that are written in one and are two, and what chats write for others. */
const WRITTEN_OUT = new Map<string, readonly string[]>(
  Object.entries({
    "can't": 'can not',
    cannot: 'can not',
    "won't": 'will not',
    "shan't": 'shall not',
    "ain't": 'is not',
    "let's": 'let us',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    cant: 'can not',
    wont: 'will not',
    wouldnt: 'would not',
    couldnt: 'could not',
    whats: 'what is',
    wheres: 'where is',
    hows: 'how is',
    thats: 'that is',
    im: 'i am',
    ive: 'i have',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'have to',
    gimme: 'give me',
    lemme: 'let me',
    u: 'you',
    ur: 'your',
    r: 'are',
    n: 'and',
    k: 'okay',
    pls: 'please',
    plz: 'please',
    thx: 'thanks',
    ty: 'thanks',
    ok: 'okay',
    '%': 'percent',
    '&': 'and',
    teh: 'the',
    hte: 'the',
    adn: 'and',
    waht: 'what',
    yuo: 'you',
  }).map(([written, words]) => [written, words.split(' ')]),
);

const ENDINGS = new Map(
  Object.entries({ "'re": 'are', "'ll": 'will', "'ve": 'have', "'d": 'would', "'m": 'am', "n't": 'not' }),
);
/** After these `'s` is short for `is`; after others it shows whose something is. */
const TAKES_IS = new Set(
  'it that this what who where when how there here he she which everything'.split(' '),
);

function writtenOut(piece: string): readonly string[] {
  const plain = piece.toLowerCase().replaceAll('’', "'");
  const whole = WRITTEN_OUT.get(plain);
  if (whole !== undefined) return whole;
  for (const [ending, word] of ENDINGS) {
    if (plain.endsWith(ending) && plain.length > ending.length) return [plain.slice(0, -ending.length), word];
  }
  const owner = /^(.+?)'s?$/u.exec(plain)?.[1];
  if (owner === undefined) return [plain.replaceAll("'", '')];
  return plain.endsWith("'s") && TAKES_IS.has(owner) ? [owner, 'is'] : [owner];
}

/** The words of a text. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.normalize('NFC').matchAll(PIECES)) {
    const [piece] = match;
    const place = { start: match.index, end: match.index + piece.length, mark: '' } as const;
    if (/^[.,;:!?…\n]$/u.test(piece)) {
      const last = tokens.pop();
      if (last !== undefined) tokens.push({ ...last, mark: stronger(last.mark, piece) });
      continue;
    }
    for (const word of writtenOut(piece)) tokens.push(token(word, place));
  }
  return tokens;
}

function stronger(before: Token['mark'], piece: string): Token['mark'] {
  if (before === '?' || piece === '?') return '?';
  return before === '.' || (piece !== ',' && piece !== ':') ? '.' : ',';
}

const QUOTES = /"[^"\n]+"|“[^”\n]+”|„[^“”\n]+[“”]|«[^»\n]+»/gu;

/** The tokens of a text, those marked that are quoted in it. Who quotes all of it quotes nothing. */
export function withQuotes(text: string, tokens: readonly Token[]): Token[] {
  const quotes = [...text.normalize('NFC').matchAll(QUOTES)].map(({ index, 0: { length } }) => ({
    from: index,
    to: index + length,
  }));
  const isQuoted = ({ start, end }: Token) => quotes.some(({ from, to }) => from < start && end < to);
  if (quotes.length === 0 || tokens.every(isQuoted)) return [...tokens];
  return tokens.map((each) => (isQuoted(each) ? { ...each, quoted: true } : each));
}

/** The text that a run of tokens was written as. */
export function written(text: string, tokens: readonly Token[]): string {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first === undefined || last === undefined ? '' : text.normalize('NFC').slice(first.start, last.end);
}
