import type { AnyAction, Json, ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { functionWords, PARTICLES, PREPOSITIONS } from '../language/function-words.ts';
import { tellsOfSomebody } from '../language/subject.ts';
import { tokenize } from '../language/token.ts';
import { phrasesOf, type ChoicePhrase } from './choice-words.ts';
import { fieldsOf, type Field } from './field.ts';
import { kindsOf, slotsOf, typePhrasesOf, typeWordsOf } from './object-words.ts';
import { fieldNames, patternOf, type Element, type Pattern } from './pattern.ts';
import { withVariants } from './variants.ts';

/** Sentences of an action that fix the same fields: one thing that can be asked for. */
export interface Frame {
  readonly action: ActionGrammar;
  readonly input: Readonly<Record<string, Json>>;
  /** Fields that some of its sentences fill, and those that all of them do. */
  readonly some: ReadonlySet<string>;
  readonly every: ReadonlySet<string>;
  /** The stems of its sentences' telling words. */
  readonly stems: ReadonlySet<string>;
  /** Whether each of its sentences fills a field. */
  readonly namesSomething: boolean;
  /** The kinds of its objects, as stems. */
  readonly kinds: ReadonlySet<string>;
  /** Whether to tell that one has done it is to ask for it: `I sold the TV`. */
  readonly reports: boolean;
}

export interface ActionGrammar {
  readonly action: AnyAction;
  readonly fields: ReadonlyMap<string, Field>;
  /** Fields that some example of the action fills. */
  readonly exemplified: ReadonlySet<string>;
  /** For each field the words that lead to it: `called` to a name, `by` to a step. */
  readonly cues: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A pattern in its place in the service, its words weighed. */
export interface WeighedPattern extends Pattern {
  readonly frame: Frame;
  /** For each word whether it alone says which value of a choice is meant. */
  readonly decisive: readonly boolean[];
  /** For each word its number in {@link Grammar.stems}; -1 for a field. */
  readonly ids: readonly number[];
  readonly weights: readonly number[];
  readonly total: number;
  /** Fields that may be filled from anywhere in the message, because the pattern leaves them open. */
  readonly floating: readonly Field[];
  /** Fields of objects that it fills, and that the rest of the message may narrow: `in the kitchen, turn off …`. */
  readonly narrowing: readonly Field[];
}

/** All that the built-in model learns from a service definition. */
export interface Grammar {
  readonly service: ServiceDefinition;
  readonly actions: ReadonlyMap<string, ActionGrammar>;
  readonly patterns: readonly WeighedPattern[];
  /** The stems of all patterns, numbered. */
  readonly stems: ReadonlyMap<string, number>;
  /** For each stem the actions whose sentences or choices have it. */
  readonly owners: ReadonlyMap<string, ReadonlySet<ActionGrammar>>;
  /** Stems that sentences begin with. */
  readonly starters: ReadonlySet<string>;
  /** Those that requests for something to be done begin with. */
  readonly commands: ReadonlySet<string>;
  /** Words of examples, choices and vocabularies. */
  readonly words: ReadonlySet<string>;
  /** For each value of a choice the phrases that mean it: how customers call objects of that type. */
  readonly typePhrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** The kinds of objects that actions are about, as stems. */
  readonly kinds: ReadonlySet<string>;
  /** For each word that alone says of which type an object is: that type. */
  readonly typeWords: ReadonlyMap<string, string>;
  /** The action that moves a customer to another service level, with the field that says which. */
  readonly upgrade: { readonly action: ActionGrammar; readonly field: string } | undefined;
  /** How much of a message's meaning a word carries. */
  readonly weightOf: (word: string, stem: string) => number;
}

/** What a field costs to leave out, and what a filled one counts. */
const SLOT_WEIGHT = 0.6;

/** Learns a service's language from its actions' examples, choices and vocabularies. */
export function compile(service: ServiceDefinition): Grammar {
  const actions = new Map<string, ActionGrammar>();
  const drafts: { pattern: Pattern; frame: Frame }[] = [];
  for (const action of service.actions.values()) {
    const fields = fieldsOf(action);
    const patterns = withVariants(
      action.examples.map((example) => patternOf(action, fields, example)),
      fields,
    );
    const grammar: ActionGrammar = {
      action,
      fields,
      exemplified: new Set(patterns.flatMap(fieldNames)),
      cues: cuesOf(patterns),
    };
    actions.set(action.name, grammar);
    for (const [, group] of Map.groupBy(patterns, ({ input }) =>
      JSON.stringify(Object.entries(input).sort()),
    )) {
      const genuine = group.filter(isGenuine);
      const told = (genuine.length > 0 ? genuine : group).map((pattern) => new Set(fieldNames(pattern)));
      const every = told.reduce((one, other) => new Set([...one].filter((name) => other.has(name))));
      const frame: Frame = {
        action: grammar,
        input: group[0]?.input ?? {},
        some: new Set(group.flatMap(fieldNames)),
        every,
        stems: new Set(
          group.flatMap(({ elements }) =>
            elements.flatMap((element) =>
              'stem' in element && !functionWords.has(element.word) ? [element.stem] : [],
            ),
          ),
        ),
        namesSomething: told.every((names) => names.size > 0),
        kinds: kindsOf([...fields.values()].map(({ slot }) => slot)),
        reports: group.some(({ elements }) => tellsOfSomebody(elements.filter((each) => 'word' in each))),
      };
      for (const pattern of unique(group)) drafts.push({ pattern, frame });
    }
  }
  const owners = ownersOf(drafts, actions);
  const weightOf = weightsBy(owners, actions.size);
  const stems = new Map<string, number>();
  for (const { pattern } of drafts)
    for (const element of pattern.elements)
      if ('stem' in element && !stems.has(element.stem)) stems.set(element.stem, stems.size);
  return {
    service,
    actions,
    patterns: drafts.map(({ pattern, frame }) => weighed(pattern, frame, stems, weightOf)),
    stems,
    owners,
    starters: startersOf(drafts),
    commands: startersOf(
      drafts.filter(({ pattern, frame }) => frame.action.action.effect !== 'read' && isImperative(pattern)),
    ),
    words: wordsOf(drafts, actions),
    typePhrases: typePhrasesOf(actions),
    kinds: kindsOf(slotsOf(actions)),
    typeWords: typeWordsOf(actions),
    upgrade: upgradeOf(service, actions),
    weightOf,
  };
}

/** Whether it is an example, or says the same in other words. */
const isGenuine = ({ cost }: Pattern): boolean => cost < 0.1;

const keyOf = (elements: readonly Element[]): string =>
  elements.map((element) => ('field' in element ? `{${element.field.name}}` : element.stem)).join(' ');

/** Of patterns that read the same, the cheapest. */
const unique = (patterns: readonly Pattern[]): Pattern[] =>
  [...Map.groupBy(patterns, ({ elements }) => keyOf(elements)).values()].flatMap((same) =>
    same.toSorted((a, b) => a.cost - b.cost).slice(0, 1),
  );

function cuesOf(patterns: readonly Pattern[]): ReadonlyMap<string, ReadonlySet<string>> {
  const cues = new Map<string, Set<string>>();
  for (const { elements } of patterns) {
    for (const [index, element] of elements.entries()) {
      const before = elements[index - 1];
      if (!('field' in element) || before === undefined || !('stem' in before)) continue;
      cues.set(element.field.name, (cues.get(element.field.name) ?? new Set()).add(before.stem));
    }
  }
  return cues;
}

function ownersOf(
  drafts: readonly { pattern: Pattern; frame: Frame }[],
  actions: ReadonlyMap<string, ActionGrammar>,
): Map<string, Set<ActionGrammar>> {
  const owners = new Map<string, Set<ActionGrammar>>();
  const own = (stem: string, action: ActionGrammar) => {
    owners.set(stem, (owners.get(stem) ?? new Set()).add(action));
  };
  for (const action of actions.values())
    for (const { slot } of action.fields.values())
      if (slot.type === 'choice')
        for (const { stems } of phrasesOf(slot)) for (const stem of stems) own(stem, action);
  for (const { pattern, frame } of drafts) {
    if (!isGenuine(pattern)) continue;
    for (const element of pattern.elements) if ('stem' in element) own(element.stem, frame.action);
  }
  return owners;
}

/** A word that few actions use says much. */
function weightsBy(owners: Grammar['owners'], actions: number): Grammar['weightOf'] {
  const commonness = (stem: string) => Math.log(owners.get(stem)?.size ?? 1) / Math.log(actions + 1);
  return (word, stem) => functionWords.get(word) ?? 1 - 0.55 * commonness(stem);
}

/** Verbs that say little: `make it louder`, `the TV louder`. */
export const LIGHT_VERBS: ReadonlySet<string> = new Set([
  'make',
  'turn',
  'set',
  'put',
  'get',
  'have',
  'switch',
  'keep',
  'bring',
]);
/** A word this weighty says what is wanted. */
export const TELLING = 0.4;

/** The word of a phrase that decides: its only one, or its particle (`put on`). */
const decisiveOf = ({ words, stems }: ChoicePhrase): readonly string[] =>
  words.length === 1 || PARTICLES.has(words.at(-1) ?? '') ? stems.slice(-1) : [];

/** A word that decides which value of a choice is meant counts nearly in full, be it as small as `on`. */
const DECISIVE = 0.9;

function weighed(
  pattern: Pattern,
  frame: Frame,
  stems: ReadonlyMap<string, number>,
  weightOf: Grammar['weightOf'],
): WeighedPattern {
  const { fields, exemplified } = frame.action;
  const decisive = new Set(
    Object.entries(pattern.input).flatMap(([name, value]) => {
      const slot = fields.get(name)?.slot;
      if (slot?.type !== 'choice') return [];
      return phrasesOf(slot).flatMap((phrase) => (phrase.value === value ? decisiveOf(phrase) : []));
    }),
  );
  const weightsOfElements = pattern.elements.map((element) => {
    if ('field' in element) return SLOT_WEIGHT;
    const weight = weightOf(element.word, element.stem);
    if (decisive.has(element.stem)) return Math.max(weight, DECISIVE);
    return LIGHT_VERBS.has(element.word) ? Math.min(weight, TELLING) : weight;
  });
  const filled = new Set(fieldNames(pattern));
  const plans = [...frame.some].some((name) => fields.get(name)?.slot.type === 'calls');
  return {
    ...pattern,
    frame,
    decisive: pattern.elements.map((element) => 'stem' in element && decisive.has(element.stem)),
    ids: pattern.elements.map((element) => ('stem' in element ? (stems.get(element.stem) ?? -1) : -1)),
    weights: weightsOfElements,
    total: weightsOfElements.reduce((sum, weight) => sum + weight, 0),
    narrowing: [...fields.values()].filter(({ name, slot }) => slot.type === 'object' && filled.has(name)),
    floating: [...fields.values()].filter(
      ({ name, slot }) =>
        !filled.has(name) &&
        !Object.hasOwn(pattern.input, name) &&
        slot.type !== 'calls' &&
        // What a plan is about stands in what it is to do.
        ((slot.type === 'object' && !plans) || frame.some.has(name) || !exemplified.has(name)),
    ),
  };
}

/** Whether it begins with a word that says what is to be done. */
const isImperative = ({ elements: [first], mood }: Pattern): boolean =>
  mood === 'request' && first !== undefined && 'word' in first && !functionWords.has(first.word);

/** The stems that patterns begin with. */
const startersOf = (drafts: readonly { pattern: Pattern }[]): Set<string> =>
  new Set(
    drafts.flatMap(({ pattern: { elements } }) =>
      elements[0] !== undefined && 'stem' in elements[0] ? [elements[0].stem] : [],
    ),
  );

function wordsOf(
  drafts: readonly { pattern: Pattern }[],
  actions: ReadonlyMap<string, ActionGrammar>,
): Set<string> {
  const words = new Set<string>();
  for (const { pattern } of drafts)
    for (const element of pattern.elements) if ('word' in element) words.add(element.word);
  for (const { fields } of actions.values()) {
    for (const { slot } of fields.values()) {
      if (slot.type === 'choice')
        for (const phrase of phrasesOf(slot)) for (const word of phrase.words) words.add(word);
      if (slot.type === 'text')
        for (const entry of slot.vocabulary) for (const { word } of tokenize(entry)) words.add(word);
    }
  }
  return new Set([...words].filter((word) => !PREPOSITIONS.has(word)));
}

/** The one action with an effect and a choice among the service's levels. */
function upgradeOf(
  { levels }: ServiceDefinition,
  actions: ReadonlyMap<string, ActionGrammar>,
): Grammar['upgrade'] {
  for (const action of actions.values()) {
    if (action.action.effect === 'read') continue;
    for (const { name, slot } of action.fields.values())
      if (slot.type === 'choice' && levels.every((level) => slot.words.has(level.name)))
        return { action, field: name };
  }
  return undefined;
}
