import { hasAt } from './phrases.ts';
import type { Token } from './token.ts';

const split = (phrases: string): readonly (readonly string[])[] =>
  phrases
    .split('|')
    .map((phrase) => phrase.split(' '))
    .sort((a, b) => b.length - a.length);

/** Makes a question of what is asked for: `can you turn it on?` is no question. */
const REQUESTS = split(
  'can you|could you|would you|will you|can you please|could you please|would you please|would you mind|do you mind|could you kindly|may i ask you to|can i ask you to|could i ask you to|i want you to|i need you to|is it possible for you to|are you able to|would you be so kind as to|i would appreciate it if you|i was wondering if you could|i was wondering whether you could|i wonder if you could|would it be possible to|would it be possible for you to|it would be great if you could|it would be great if you|it would be nice if you could|it would be nice if you|i would be grateful if you could|i would be happy if you|be so kind as to|can we|could we|shall we|why do not you|can not you|could not you|will not you',
);
const LEADS = split(
  'one more thing|one last thing|one other thing|another thing|last thing|hey|hi|hello|hey there|hi there|hello there|good morning|good evening|good afternoon|okay|alright|all right|so|well|um|uh|hmm|oh|please|now|just|then|also|and|and then|after that|afterwards|finally|next please|first of all|i want to|i need to|i have to|i am going to|i will need to|i wish to|want to|need to|kindly|quickly|oops|whoops|argh|ah|actually|maybe|perhaps|bot|assistant|robot|dear bot|yes|yes please|yeah|sure|no wait|no i said|wait|hold on|hang on|wait a second|wait a minute|wait a moment|one moment|sorry|excuse me|thanks|thank you|great|perfect|cool|nice|go ahead and|try to|let us|in that case|by the way|i think|i guess|i was wondering if|i was wondering whether|i wonder whether|if it is not too much trouble|if you do not mind|if you can|when you have a moment|i feel like|i wonder if|if possible|when you can|go and|help me to|help me|damn|damn it|dammit|oh my god|for god sake|for fuck sake|hey stupid|hey idiot|idiot|dear assistant|dear smart home|dear team|dear sir or madam',
);
const TAILS = split(
  'please|thanks|thank you|thank you very much|thanks a lot|for me|for us|now|right now|right away|straight away|immediately|asap|as soon as possible|if you can|if possible|if you do not mind|when you can|will you|would you|could you|can you|okay|mate|buddy|dear|bot|if it is on|if it is off|if it is still on|if they are on|if they are off|if they are still on|if it is not already|if it is not too much trouble|for a second|for a moment|for a bit|for a while|for now|too|as well|also|then|at once|quickly|again please|my friend|real quick|instead|you idiot|you idiots|idiot|you stupid bot|you stupid machine|you moron|you fool|damn it|dammit|for god sake|for fuck sake|for gods sake|you bastard|stupid bot|stupid|i mean it|i mean now|i mean business',
);

const NO = new Set(['no', 'nope', 'nah']);

/** What a message asks for, without its courtesies. */
export interface Bare<T> {
  readonly tokens: readonly T[];
  /** How many tokens were taken from the front. */
  readonly skipped: number;
  /** Whether it was put as a request: `could you …`. */
  readonly request: boolean;
}

/** Takes courtesies and fillers from both ends; something always stays. */
export function withoutCourtesies<T extends Token>(tokens: readonly T[]): Bare<T> {
  let rest = tokens;
  let request = false;
  let skipped = 0;
  for (let again = true; again;) {
    again = false;
    const asks = REQUESTS.find((words) => hasAt(rest, 0, words) && words.length < rest.length);
    const lead = asks ?? LEADS.find((words) => hasAt(rest, 0, words) && words.length < rest.length);
    if (lead !== undefined) {
      rest = rest.slice(lead.length);
      skipped += lead.length;
      request ||= asks !== undefined;
      again = true;
    }
    // `no, quieter` says what it should be instead.
    const [first] = rest;
    if (first !== undefined && NO.has(first.word) && first.mark !== '' && rest.length > 1) {
      rest = rest.slice(1);
      skipped += 1;
      again = true;
    }
    const tail = TAILS.find(
      (words) => words.length < rest.length && hasAt(rest, rest.length - words.length, words),
    );
    if (tail !== undefined) {
      const mark = rest.at(-1)?.mark ?? '';
      rest = rest.slice(0, -tail.length);
      const last = rest.at(-1);
      if (last !== undefined && mark !== '') rest = [...rest.slice(0, -1), { ...last, mark }];
      again = true;
    }
  }
  return { tokens: rest, skipped, request };
}

const OR_SO = split(
  'or so|or something|or something like that|or whatever|or whatever it is called|or whatever you call it|or anything|or similar|or thereabouts',
);

/** The words without an `or so` behind a clause: it leaves nothing open. */
export function withoutOrSo(tokens: readonly Token[]): readonly Token[] {
  for (const [at, before] of tokens.entries()) {
    const words = OR_SO.find((each) => hasAt(tokens, at + 1, each));
    const last = tokens[at + (words?.length ?? 0)];
    if (words === undefined || last === undefined || last.quoted === true) continue;
    if (last.mark !== '' || at + words.length === tokens.length - 1)
      return [
        ...tokens.slice(0, at),
        { ...before, mark: last.mark },
        ...withoutOrSo(tokens.slice(at + words.length + 1)),
      ];
  }
  return tokens;
}
