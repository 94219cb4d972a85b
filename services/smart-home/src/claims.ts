const WAYS = [
  (verb: string) => `I ${verb}`,
  (verb: string) => `I just ${verb}`,
  (verb: string) => `I've ${verb}`,
  (verb: string) => `I’ve ${verb}`,
  (verb: string) => `I have ${verb}`,
  (verb: string) => `I have just ${verb}`,
  (verb: string) => `has been ${verb}`,
  (verb: string) => `have been ${verb}`,
  (verb: string) => `is now ${verb}`,
  (verb: string) => `are now ${verb}`,
  (verb: string) => `successfully ${verb}`,
];
const OBJECTS = ['it', 'them', 'the', 'your', 'that', 'all', 'everything'];

/** Phrases that claim that somebody has done what the verbs say, given as they follow `I have`: `moved`. */
export const claimsOf = (...verbs: readonly string[]): string[] =>
  verbs.flatMap((verb) => WAYS.map((way) => way(verb)));

/** The same, with those that leave out who did it (`moved it`): for verbs that `I can` would not take. */
export const shortClaimsOf = (...verbs: readonly string[]): string[] => [
  ...claimsOf(...verbs),
  ...verbs.flatMap((verb) => OBJECTS.map((object) => `${verb} ${object}`)),
];
