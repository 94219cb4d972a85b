import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { listed, small } from './lists.ts';

/** What the bot says of itself and of what it can do. */
export function summary(service: ServiceDefinition, level: string): string {
  const rank = (name: string) => service.levels.findIndex((each) => each.name === name);
  const allowed = [...service.actions.values()].filter((action) => rank(action.level) <= rank(level));
  const more = [...service.actions.values()].filter((action) => rank(action.level) > rank(level));
  const lines = allowed.map(({ title, description, examples }) => {
    const example = examples[0];
    return `- ${title}: ${description}${example === undefined ? '' : ` “${plainExample(example.say)}”`}`;
  });
  const next = Map.groupBy(more, (action) => action.level);
  const plans = [...next].map(([name, actions]) => {
    const found = service.levels.find((each) => each.name === name);
    return `${found?.title ?? name} (${found?.price ?? ''}) adds ${listed(actions.map(({ title }) => small(title)))}.`;
  });
  return [`Here is what I can do for you:`, ...lines, ...plans].join('\n');
}

/** A few things to say, for somebody who asked for something else. */
export function suggestion(service: ServiceDefinition, level: string): string {
  const rank = (name: string) => service.levels.findIndex((each) => each.name === name);
  const titles = [...service.actions.values()]
    .filter((action) => rank(action.level) <= rank(level))
    .map(({ title }) => small(title));
  const examples = service.suggestions.slice(0, 2).map((words) => `“${words}”`);
  const try_ = examples.length === 0 ? '' : ` Try ${listed(examples, 'or')}.`;
  return `I can help with ${listed(titles.slice(0, 6))}.${try_}`;
}

const plainExample = (say: string): string => say.replaceAll(/\{\w+:([^}]*)\}/gu, '$1');
