import type { AnyAction, ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { functionWords } from '../language/function-words.ts';
import type { Token } from '../language/token.ts';
import { included, includes, levelNamed } from '../levels.ts';
import { listed, small } from './lists.ts';

/** All that the bot can do for a customer of a level, each with an example, and what other levels would add. */
export function summary(service: ServiceDefinition, level: string): string {
  const lines = included(service, level).map(({ title, description, examples: [example] }) =>
    [`- ${title}: ${description}`, ...(example === undefined ? [] : [`“${plainExample(example.say)}”`])].join(
      ' ',
    ),
  );
  const missing = [...service.actions.values()].filter((action) => !includes(service, level, action));
  const more = [...Map.groupBy(missing, (action) => action.level)].map(([name, actions]) => {
    const other = levelNamed(service, name);
    return `${other?.title ?? name} (${other?.price ?? ''}) adds ${listed(actions.map(({ title }) => small(title)))}.`;
  });
  return ['Here is what I can do for you:', ...lines, ...more].join('\n');
}

/** So many things are named to somebody who asked for something else. */
const NAMED = 6;
const TRIED = 2;

/** A few things to say, for somebody who asked for something else. */
export function suggestion(service: ServiceDefinition, level: string): string {
  const titles = included(service, level).map(({ title }) => small(title));
  const examples = service.suggestions.slice(0, TRIED).map((words) => `“${words}”`);
  const attempt = examples.length === 0 ? '' : ` Try ${listed(examples, 'or')}.`;
  return `I can help with ${listed(titles.slice(0, NAMED))}.${attempt}`;
}

/** An example of an action that fixes nothing else than the input does, as a customer would say it, the likest to what was said; its title, if there is none. */
export function exampleFor(
  { examples, title }: AnyAction,
  input: Readonly<Record<string, unknown>>,
  said: readonly Token[] = [],
): string {
  const fits = examples.filter((each) =>
    Object.entries(each.input).every(([name, value]) => input[name] === value),
  );
  const words = new Set(said.map(({ word }) => word));
  const likeness = ({ say }: { say: string }) =>
    say.split(' ').filter((word) => words.has(word) && !functionWords.has(word)).length;
  const [first] = fits;
  const [likest] = fits.toSorted((a, b) => likeness(b) - likeness(a));
  // The first is the plainest, unless it is about something else.
  const fit = first !== undefined && likeness(first) === 0 ? likest : first;
  return plainExample((fit ?? examples[0])?.say ?? title);
}

/** An example sentence as a customer would say it. */
export const plainExample = (say: string): string => say.replaceAll(/\{\w+:([^}]*)\}/gu, '$1');
