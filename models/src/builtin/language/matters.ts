import { stem } from './stem.ts';

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stem));

/** Words of somebody who has trouble. */
export const TROUBLE = stems(
  'broken broke defective damaged faulty torn problem trouble complaint complain flicker crash fail stuck issue wrong works missing mess ridiculous terrible awful useless worst angry annoying unhappy disappointed rude late delayed scam fraud cheated refund',
);

/** Matters of a customer that are for people, whatever the business is. */
export const MATTERS = stems(
  'account password login email address phone bill billing invoice payment money charged overcharged contract warranty data privacy',
);
