import type { ServiceDefinition } from './service.ts';

const isService = (value: unknown): value is ServiceDefinition =>
  typeof value === 'object' &&
  value !== null &&
  'actions' in value &&
  value.actions instanceof Map &&
  'levels' in value;

/** The service definition among what a module exports; undefined if there is none. */
export const exportedService = (module: Readonly<Record<string, unknown>>): ServiceDefinition | undefined =>
  Object.values(module).find(isService);
