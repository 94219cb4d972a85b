import { hasAt } from './phrases.ts';
import { token, type Token } from './token.ts';

/** Ways to lead to a question without asking it: `tell me if the light is on`. */
const LEADS = [
  'tell me',
  'show me',
  'can you tell me',
  'could you tell me',
  'please tell me',
  'do you know',
  'do you happen to know',
  'i want to know',
  'i need to know',
  'let me know',
  'i wonder',
  'i was wondering',
  'check',
  'can you check',
  'could you check',
  'please check',
  'check for me',
  'see',
  'find out',
  'can you see',
  'can you find out',
  'any idea',
  'i want to ask',
  'i just want to ask',
  'i wanted to ask',
  'i just wanted to ask',
  'i wanted to know',
  'i just wanted to know',
  'i want to check',
  'i just wanted to check',
]
  .map((lead) => lead.split(' '))
  .sort((a, b) => b.length - a.length);
const ASKING = new Set(['if', 'whether', 'what', 'which', 'who', 'where', 'when', 'why', 'how']);
const BEING = new Set(['is', 'are', 'was', 'were']);

/** An indirect question as it would be asked: `is the light on`. Undefined if it is none. */
export function asAsked(tokens: readonly Token[]): Token[] | undefined {
  const lead = LEADS.find((words) => hasAt(tokens, 0, words) && ASKING.has(tokens[words.length]?.word ?? ''));
  if (lead === undefined) return undefined;
  const rest = tokens.slice(lead.length);
  const [first] = rest;
  if (first === undefined || (first.word !== 'if' && first.word !== 'whether')) return rest;
  const [, ...asked] = rest;
  const at = asked.findIndex(({ word }) => BEING.has(word));
  const being = asked[at];
  return being === undefined ? asked : [token(being.word, { ...being, mark: '' }), ...asked.toSpliced(at, 1)];
}
