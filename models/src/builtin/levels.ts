import type { AnyAction, ServiceDefinition, ServiceLevel } from '@agentic-service-bot/bot/definition';

/** A service's level of that name. */
export const levelNamed = (
  { levels }: ServiceDefinition,
  name: string | undefined,
): ServiceLevel | undefined => levels.find((level) => level.name === name);

/** How high a level is, from 0; -1 if the service has none of that name. */
export const rankOf = ({ levels }: ServiceDefinition, name: string): number =>
  levels.findIndex((level) => level.name === name);

/** Whether a level includes an action. A level that the service does not have includes none. */
export const includes = (service: ServiceDefinition, level: string, { level: needed }: AnyAction): boolean =>
  rankOf(service, level) >= rankOf(service, needed) && rankOf(service, level) >= 0;

/** The actions that a level includes. */
export const included = (service: ServiceDefinition, level: string): AnyAction[] =>
  [...service.actions.values()].filter((action) => includes(service, level, action));
