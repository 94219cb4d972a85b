import { oneLine } from './words.ts';

/** Music that customers are expected to name; any other is taken as it is. */
export const MUSIC: readonly string[] = [
  'jazz',
  'rock',
  'pop',
  'classical',
  'blues',
  'hip hop',
  'electronic',
  'techno',
  'house',
  'country',
  'folk',
  'soul',
  'funk',
  'reggae',
  'metal',
  'indie',
  'lounge',
  'ambient',
  'chill',
  'party music',
  'piano',
  'opera',
  'latin',
  'salsa',
  'christmas music',
  'dinner music',
  'workout music',
  'lullabies',
  'white noise',
  'rain sounds',
  'the news',
  'news radio',
  'the radio',
  'BBC Radio 3',
  'NPR',
  'Miles Davis',
  'Nina Simone',
  'the Beatles',
  'Queen',
  'David Bowie',
  'Taylor Swift',
  'Adele',
  'Mozart',
  'Bach',
];

/** Music as it reads in a sentence: `some jazz music` is `jazz`. */
export function musicNamed(words: string): string {
  const bare = oneLine(words).replace(/^(?:some|a bit of|a little) /iu, '');
  const genre = bare.replace(/ (?:music|songs|tunes)$/iu, '');
  return (
    MUSIC.find((known) => [bare, genre].some((name) => name.toLowerCase() === known.toLowerCase())) ?? bare
  );
}
