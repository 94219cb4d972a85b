import { exportedService, type ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { pathToFileURL } from 'node:url';
import { isAbsolute } from 'node:path';
import { BadSettings } from './config/bad-settings.ts';

/**
 * Loads the service definition that a package or a file exports.
 *
 * @throws BadSettings if it can't be loaded, or exports none.
 */
export async function loadService(name: string): Promise<ServiceDefinition> {
  let module: Readonly<Record<string, unknown>>;
  try {
    const specifier = isAbsolute(name) ? pathToFileURL(name).href : name;
    module = (await import(specifier)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new BadSettings([`SERVICE is "${name}", which can't be loaded: ${reason}`]);
  }
  const service = exportedService(module);
  if (service === undefined) {
    throw new BadSettings([
      `SERVICE is "${name}", which exports no service: export what defineService returns.`,
    ]);
  }
  return service;
}
