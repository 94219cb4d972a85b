import { exportedService, type ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { pathToFileURL } from 'node:url';
import { isAbsolute, join } from 'node:path';
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
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new BadSettings([`SERVICE is "${name}", which can't be loaded: ${reason}${placeOf(error)}`]);
  }
  const service = exportedService(module);
  if (service === undefined) {
    throw new BadSettings([
      `SERVICE is "${name}", which exports no service: export what defineService returns.`,
    ]);
  }
  return service;
}

const OURS = ['bot', 'local'].map((folder) => join(import.meta.dirname, '..', '..', folder, 'src'));

/** Where in the service's own code an error came up, for whoever writes it: ` (/…/index.ts:12)`. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = Array.from(
    stack.matchAll(/file:\/\/(?<place>\/\S+?:\d+)/gu),
    ({ groups }) => groups?.['place'] ?? '',
  );
  const place = places.find((one) => !OURS.some((folder) => one.startsWith(folder)));
  return place === undefined ? '' : ` (${place})`;
}
