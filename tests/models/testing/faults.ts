import type { Fault, Place, Reply } from '../scripted-provider/play.ts';

/** The faults of a stream, by the name that the table has for them. */
export const FAULTS: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['429, retry-after', { kind: 'error', error: 'rate-limited', retryAfterSeconds: 1 }],
  ['429, long retry-after', { kind: 'error', error: 'rate-limited', retryAfterSeconds: 60 }],
  ['529 / 503', { kind: 'error', error: 'overloaded' }],
  ['500', { kind: 'error', error: 'server-error' }],
  ['401 / 403', { kind: 'error', error: 'unauthorized' }],
  ['stall', { kind: 'stall' }],
  ['cut', { kind: 'cut' }],
  ['early end', { kind: 'end' }],
  ['malformed event', { kind: 'malformed' }],
  ['garbage', { kind: 'garbage' }],
  ['slow drip', { kind: 'drip', everyMs: 40 }],
]);

/** Whether a fault can be at a place: nothing but a status or a silence comes before the headers. */
export const isPossible = ({ kind }: Fault, at: Place): boolean =>
  at !== 'start' || kind === 'error' || kind === 'stall' || kind === 'cut';

/** A word that stands in replies that break: a customer must not be left with it. */
export const BROKEN_WORD = 'Zeppelin';

const TEXT = { text: `Certainly, ${BROKEN_WORD}. ` };
const LOUDER = { call: 'volume_control', input: { change: 'up', devices: ['speaker-kitchen'] } };

/** Replies that are wrong as a whole. */
export const BAD_REPLIES: ReadonlyMap<string, Reply> = new Map<string, Reply>([
  ['empty', { parts: [] }],
  ['only blanks', { parts: [{ text: ' \n ' }] }],
  ['length, in text', { parts: [{ text: 'The kitchen speaker is one of the dev' }], stop: 'length' }],
  [
    'length, in tool input',
    { parts: [{ call: 'volume_control', rawInput: '{"change":"up","devi' }], stop: 'length' },
  ],
  ['filtered', { parts: [], stop: 'filter' }],
  ['filtered, in text', { parts: [{ text: 'I would rather n' }], stop: 'filter' }],
  ['unknown tool', { parts: [{ call: 'open_garage', input: {} }] }],
  ['tool "__proto__"', { parts: [{ call: '__proto__', input: {} }] }],
  ['tool "constructor"', { parts: [{ call: 'constructor', input: {} }] }],
  ['tool of a name that none has', { parts: [{ call: 'open the garage!', input: {} }] }],
  ['tool input not JSON', { parts: [{ call: 'volume_control', rawInput: 'up, please' }] }],
  ['tool input no object', { parts: [{ call: 'volume_control', rawInput: '["up"]' }] }],
  ['tool input of a wrong type', { parts: [{ call: 'volume_control', input: { change: 11 } }] }],
  ['tool input empty', { parts: [{ call: 'volume_control', rawInput: '' }] }],
  [
    "another customer's object",
    { parts: [{ call: 'volume_control', input: { change: 'up', devices: ['speaker-bedroom'] } }] },
  ],
  ['calls in parallel', { parts: [TEXT, LOUDER, { call: 'device_info', input: {} }] }],
  ['forty calls', { parts: Array.from({ length: 40 }, () => ({ call: 'device_info', input: {} })) }],
  ['a claim that is not true', { parts: [{ text: 'I have turned off the kitchen speaker.' }] }],
  ['nonsense', { parts: [{ text: '<|im_end|>\u0000\uFFFD}}]] 🂡🂡🂡 assistant assistant' }] }],
  ['endless', { parts: [{ text: 'again and '.repeat(25_000) }] }],
  ['no usage', { parts: [{ text: 'Fine.' }], usage: false }],
]);
