/**
 * Words that carry little of what a sentence asks for, with how much they do carry: to miss or to add one costs that
 * much. Other words are weighed by how few of a service's actions use them.
 */
const WEIGHTS: readonly (readonly [number, string])[] = [
  [
    0.03,
    'way quite rather kind sort a an the my our your please kindly just some any thanks thank okay well so um uh oh now then too also really percent very bit little actually maybe perhaps bot hi hey hello here yet already',
  ],
  [
    0.1,
    'i me we us you he she his her their it its they them this that these those one ones to of in on at for from with into onto via and or as there for over around along',
  ],
  [
    0.2,
    'be is are was were am do does did have has had can could would will shall should may might must let get got go come give take want need anything something all every each both back still again but',
  ],
  [0.5, 'by what which who whom whose where when why how'],
  [1, 'not never no without nothing none neither nor'],
];

export const functionWords: ReadonlyMap<string, number> = new Map(
  WEIGHTS.flatMap(([weight, words]) => words.split(' ').map((word) => [word, weight] as const)),
);

export const DETERMINERS: ReadonlySet<string> = new Set(
  'a an the my our your his her their this that these those some any of'.split(' '),
);

/** Words that lead to a place, an aim or a measure. */
export const PREPOSITIONS: ReadonlySet<string> = new Set(
  'in on at to of from for with into onto by via inside through over'.split(' '),
);

/** Words that stand beside a verb and change what it means. */
export const PARTICLES: ReadonlySet<string> = new Set(['on', 'off', 'up', 'down', 'out', 'away', 'back']);

/** Verbs after which `on` and `off` say what is to be done. */
export const SWITCHING: ReadonlySet<string> = new Set(['turn', 'switch']);

export const NEGATIONS: ReadonlySet<string> = new Set([
  'not',
  'never',
  'no',
  'without',
  'nothing',
  'none',
  'neither',
  'nor',
]);
