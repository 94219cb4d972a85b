import { token, type Token } from './token.ts';

/** Ways to say one thing in several words, each with the plain one, or none. Examples and messages are read so. */
const PHRASES: readonly (readonly [string, string])[] = [
  ['would like', 'want'],
  ['would love', 'want'],
  ['lets go', 'go'],
  ['get rid of', 'remove'],
  ['take out', 'remove'],
  ['throw out', 'remove'],
  ['throw away', 'remove'],
  ['sign me up for', 'upgrade me to'],
  ['call off', 'cancel'],
  ['any more', 'anymore'],
  ['any longer', 'anymore'],
  ['no longer', 'do not'],
  ['whatever is', 'everything'],
  ['everything that is', 'everything'],
  ['all that is', 'everything'],
  ['in all rooms', 'everywhere'],
  ['in all the rooms', 'everywhere'],
  ['in every room', 'everywhere'],
  ['in each room', 'everywhere'],
  ['in the whole house', 'everywhere'],
  ['in the entire house', 'everywhere'],
  ['all over the house', 'everywhere'],
  ['throughout the house', 'everywhere'],
  ['around the house', 'everywhere'],
  ['should be', ''],
  ['needs to be', ''],
  ['need to be', ''],
  ['has to be', ''],
  ['ought to be', ''],
  ['put me through to', 'talk to'],
  ['connect me to', 'talk to'],
  ['connect me with', 'talk to'],
  ['transfer me to', 'talk to'],
  ['can we have', 'i want'],
  ['could we have', 'i want'],
  ['can i have', 'i want'],
  ['could i have', 'i want'],
  ['may i have', 'i want'],
  ['i will have', 'i want'],
  ['let us have', 'i want'],
  ['as well as', 'and'],
  ['along with', 'and'],
  ['together with', 'and'],
  ['apart from', 'except'],
  ['other than', 'except'],
  ['but not', 'except'],
  ['with the exception of', 'except'],
  ['how come', 'why'],
  ['in addition', 'also'],
  ['do i have any', 'list my'],
  ['have i got any', 'list my'],
  ['have i got', 'do i have'],
  ['have you got', 'do you have'],
  ['stop playing', 'stop'],
  ['start playing', 'play'],
  ['give me', 'get me'],
  ['bring me', 'get me'],
  ['i am looking for', 'find'],
  ['see to it that', 'make sure'],
  ['see that', 'make sure'],
  ['ensure', 'make sure'],
  ['give away', 'remove'],
  ['gave away', 'removed'],
  ['threw away', 'removed'],
  ['threw out', 'removed'],
  ['lights out', 'lights off'],
  ['how expensive', 'how much'],
  ['how costly', 'how much'],
  ['what is the price of', 'how much is'],
  ['what is the cost of', 'how much is'],
  ['what is the difference between', 'compare'],
  ['what are the differences between', 'compare'],
  ['difference between', 'compare'],
  ['deactivate', 'turn off'],
  ['disable', 'turn off'],
  ['shut off', 'turn off'],
  ['switch off', 'turn off'],
  ['power off', 'turn off'],
  ['power down', 'turn off'],
  ['shut down', 'turn off'],
  ['activate', 'turn on'],
  ['enable', 'turn on'],
  ['switch on', 'turn on'],
  ['power on', 'turn on'],
  ['power up', 'turn on'],
  ['all of', 'all'],
  ['both of', 'both'],
  ['each of', 'each'],
  ['a lot', 'much'],
  ['back on again', 'on'],
  ['back on', 'on'],
  ['on again', 'on'],
  ['off again', 'off'],
  ['fucking', ''],
  ['bloody', ''],
  ['goddamn', ''],
];
const SPLIT = PHRASES.map(
  ([phrase, plain]) => [phrase.split(' '), plain.split(' ').filter((word) => word !== '')] as const,
);

/** Whether the words stand at that place. */
export const hasAt = (tokens: readonly Token[], at: number, words: readonly string[]): boolean =>
  words.every(
    (word, index) =>
      tokens[at + index]?.word === word && (index === 0 || tokens[at + index - 1]?.mark === ''),
  );

/** The tokens with wordy phrases in their plain form. */
export function plainly(tokens: readonly Token[]): Token[] {
  const plain: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = SPLIT.find(([words]) => hasAt(tokens, at, words));
    const first = tokens[at];
    if (first === undefined) break;
    const last = tokens[at + (found?.[0].length ?? 1) - 1] ?? first;
    if (found === undefined) plain.push(first);
    else
      plain.push(
        ...found[1].map((word, index) =>
          token(word, {
            start: first.start,
            end: last.end,
            mark: index === found[1].length - 1 ? last.mark : '',
          }),
        ),
      );
    at += found?.[0].length ?? 1;
  }
  return plain;
}
