import { service as standard } from '@agentic-service-bot/aws/records';
import { exportedService, type ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from './command-error.ts';

/**
 * The service definition that runs on AWS.
 *
 * @param name as `SERVICE` named it when it was deployed; undefined or empty: the smart home
 * @param root the project's folder
 * @throws CommandError if it can't be loaded, or is none
 */
export async function loadService(name: string | undefined, root: string): Promise<ServiceDefinition> {
  const wanted = name?.trim() ?? '';
  if (wanted === '') return standard;
  const next = 'Set it as it was when that was deployed: a package of this workspace, or a file.';
  let module: Readonly<Record<string, unknown>>;
  try {
    const specifier = /^[./]/.test(wanted) ? pathToFileURL(resolve(root, wanted)).href : wanted;
    module = (await import(specifier)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new CommandError(`SERVICE is "${wanted}", which can't be loaded: ${reason}`, next);
  }
  const service = exportedService(module);
  if (service === undefined)
    throw new CommandError(`SERVICE is "${wanted}", which exports no service.`, next);
  return service;
}
