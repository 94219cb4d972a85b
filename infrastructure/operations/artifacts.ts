import type { Environment } from './environment.ts';

/*
 * Where things are in the artifacts bucket. Below agentic-service-bot/VERSION/ lie a version's pages and nothing else,
 * so that they can be copied by hand; all that else belongs to it is below releases/.
 */

export const frontendPrefix = (version: string): string => `agentic-service-bot/${version}/`;

export const releasesPrefix = (environment: Environment): string => `releases/${environment}/versions/`;

export const assemblyPrefix = (environment: Environment, version: string): string =>
  `${releasesPrefix(environment)}${version}/cloud-assembly/`;

/** Written last: a release without it is not complete. */
export const manifestKey = (environment: Environment, version: string): string =>
  `${releasesPrefix(environment)}${version}/release.json`;

export const historyPrefix = (environment: Environment): string => `releases/${environment}/history/`;

export const overridesKey = (environment: Environment): string => `releases/${environment}/tables.json`;
