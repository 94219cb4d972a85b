import type { NameContext } from './context.ts';
import { checkExamples, type AnyAction } from './action.ts';
import type { Customer } from './customer.ts';
import type { JsonObject } from './json.ts';
import type { ServiceLevel } from './level.ts';
import type { Nameable } from './objects.ts';
import { checkObjectIds } from './object-ids.ts';
import { requestHuman } from './request-human.ts';
import type { PlannedCall, Schedule } from './slot.ts';
import { checkHours, type SupportHours } from './support-hours.ts';

/** What a firing timer does: calls that pass the choke point like any other, and must be allowed then. */
export interface TimerPlan {
  /** What the customer reads above the outcome: `Your routine “Morning lights”`. */
  readonly title: string;
  /** The action that set it up: if the customer may no longer use it, nothing runs. */
  readonly action: string;
  readonly calls: readonly PlannedCall[];
}

/** A customer who comes with the service, to try it with. */
export interface DemoCustomer extends Customer {
  readonly objects: readonly { readonly kind: string; readonly id: string; readonly data: JsonObject }[];
  /** Timers that belong to the objects. */
  readonly timers: readonly { readonly id: string; readonly schedule: Schedule }[];
}

/** One business: all that the bot knows of it. */
export interface ServiceDefinition {
  readonly name: string;
  /** Stands in each audit record: change it with the definition. */
  readonly version: string;
  readonly title: string;
  /** From the lowest to the highest. */
  readonly levels: readonly ServiceLevel[];
  /** The level of a customer seen for the first time. */
  readonly defaultLevel: string;
  /**
   * For the model: what this business is and how to speak for it. Nothing secret. A canary in it, a word that no language has
   * (of at least 8 characters, letters mixed with digits or joined capitals), reaches nobody: who gets the model to recite
   * the instructions hears a refusal from there on.
   */
  readonly instructions: string;
  /** For customers, when they have written nothing yet: a few things to say. */
  readonly suggestions: readonly string[];
  /** When people are there to take over; absent: always. */
  readonly supportHours?: SupportHours;
  /** By name; {@link REQUEST_HUMAN}, for everybody, is the last. */
  readonly actions: ReadonlyMap<string, AnyAction>;
  /** The customer's objects as they may name them. */
  readonly nameables: (context: NameContext) => Promise<readonly Nameable[]>;
  /** What the timer of that id does now; undefined if it no longer stands for anything. */
  readonly timer: (id: string, context: NameContext) => Promise<TimerPlan | undefined>;
  readonly demo: {
    readonly customers: readonly DemoCustomer[];
    readonly operators: readonly { readonly id: string; readonly name: string }[];
  };
}

/** What a definition may leave out of a level: standard support, no limits, {@link TOKENS_PER_DAY}. */
type LevelDefinition = Pick<ServiceLevel, 'name' | 'title' | 'price'> & Partial<ServiceLevel>;

/** What a definition may leave out of a demo customer: timers. */
type DemoDefinition = Omit<DemoCustomer, 'timers'> & Partial<Pick<DemoCustomer, 'timers'>>;

type Definition = Omit<
  ServiceDefinition,
  'actions' | 'timer' | 'nameables' | 'demo' | 'suggestions' | 'levels' | 'defaultLevel'
> &
  Partial<Pick<ServiceDefinition, 'timer' | 'nameables' | 'suggestions'>> & {
    /** What it can do for customers; to hand over to a person needs not be among it. */
    readonly actions: readonly AnyAction[];
    readonly levels: readonly LevelDefinition[];
    /** Left out: the lowest. */
    readonly defaultLevel?: string;
    readonly demo?: {
      readonly customers: readonly DemoDefinition[];
      readonly operators?: ServiceDefinition['demo']['operators'];
    };
  };

/** A customer's tokens of a day where the level says nothing: some fifty turns of a large model. */
const TOKENS_PER_DAY = 200_000;

/**
 * Declares a business. Checks what types can't: names that repeat, levels that do not exist, inputs in which the
 * choke point would not find an id, examples that fill what there is not, hours that are none.
 *
 * @throws Error that names the mistake, at start.
 */
export function defineService(definition: Definition): ServiceDefinition {
  const [lowest] = definition.levels;
  if (lowest === undefined) throw new Error(`Service ${definition.name}: it needs a level.`);
  const levels = new Set(definition.levels.map((level) => level.name));
  if (levels.size !== definition.levels.length)
    throw new Error(`Service ${definition.name}: two levels of one name.`);
  const level = (name: string, of: string) => {
    if (!levels.has(name)) {
      throw new Error(
        `Service ${definition.name}: ${of} names the level "${name}"; there are: ${[...levels].join(', ')}.`,
      );
    }
  };
  const checked = (what: string, check: () => void) => {
    try {
      check();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Service ${definition.name}: ${what}: ${why}`, { cause: error });
    }
  };
  const { supportHours } = definition;
  if (supportHours !== undefined) checked('supportHours', () => checkHours(supportHours));
  const defaultLevel = definition.defaultLevel ?? lowest.name;
  level(defaultLevel, 'defaultLevel');
  const actions = new Map<string, AnyAction>();
  for (const action of [...definition.actions, requestHuman(lowest.name)]) {
    if (!/^[a-z][a-z0-9_]{0,63}$/.test(action.name)) {
      throw new Error(`Service ${definition.name}: the action name "${action.name}" is not snake_case.`);
    }
    if (actions.has(action.name))
      throw new Error(`Service ${definition.name}: two actions named "${action.name}".`);
    level(action.level, `the action "${action.name}"`);
    checked(`the action "${action.name}"`, () => {
      checkObjectIds(action.input);
      checkExamples(action);
    });
    actions.set(action.name, action);
  }
  return {
    timer: () => Promise.resolve(undefined),
    nameables: () => Promise.resolve([]),
    suggestions: [],
    ...definition,
    actions,
    levels: definition.levels.map((one) => ({
      priority: 'standard',
      limits: new Map(),
      tokensPerDay: TOKENS_PER_DAY,
      ...one,
    })),
    defaultLevel,
    demo: {
      operators: definition.demo?.operators ?? [],
      customers: (definition.demo?.customers ?? []).map((one) => ({ timers: [], ...one })),
    },
  };
}
