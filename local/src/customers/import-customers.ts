import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { putCustomer } from '../sqlite/put-customer.ts';
import type { Store } from '../sqlite/store.ts';
import { CustomersError } from './customers-error.ts';
import { explain, importLine, type ImportLine } from './parse-line.ts';

/**
 * Imports customers from JSON lines, all or none. Of one who is there already, what a line leaves out stays.
 *
 * @param name what the text is called in errors.
 * @returns how many.
 * @throws CustomersError that names each line that is wrong.
 */
export async function importCustomers(
  store: Store,
  service: ServiceDefinition,
  name: string,
  text: string,
  now: Date,
): Promise<number> {
  const lines = parse(service, name, text);
  await store.writer.write(() => {
    for (const line of lines) {
      const defaults = { name: line.id, level: service.defaultLevel, timeZone: 'UTC' };
      putCustomer(store, { ...defaults, ...store.customers.read(line.id), ...line }, now);
    }
  });
  return lines.length;
}

function parse(service: ServiceDefinition, name: string, text: string): ImportLine[] {
  const schema = importLine(service);
  const problems: string[] = [];
  const lines = text.split('\n').flatMap((line, index): ImportLine[] => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const problem = value === undefined ? 'this is not JSON' : explain(parsed.error);
    problems.push(`${name}:${index + 1}: ${problem}`);
    return [];
  });
  if (problems.length > 0) throw new CustomersError([...problems, 'Nothing was imported.'].join('\n'));
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
