import { oneLine, sameWords } from './words.ts';

/** Rooms that customers are expected to name; any other is taken as it is. */
export const ROOMS: readonly string[] = [
  'living room',
  'bedroom',
  'kitchen',
  'bathroom',
  'hall',
  'hallway',
  'office',
  'study',
  'dining room',
  'kids room',
  'guest room',
  'garage',
  'garden',
  'basement',
  'attic',
  'balcony',
  'terrace',
  'nursery',
  'laundry room',
];

/** A room as the home spells it: without an article, and like a room that is known already. */
export function roomNamed(words: string, known: readonly string[] = []): string {
  const room = oneLine(words).replace(/^(?:in(?:to)? )?(?:the|my|our|a|an) /iu, '');
  return [...known, ...ROOMS].find((candidate) => sameWords(candidate, room)) ?? room;
}

/** `in the kitchen`, `in Emma's room`, `upstairs`. */
export function inRoom(room: string): string {
  if (/^(?:upstairs|downstairs|outside)$/iu.test(room)) return room.toLowerCase();
  return /['’]s? |^\p{Lu}/u.test(room) ? `in ${room}` : `in the ${room}`;
}
