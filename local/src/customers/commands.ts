import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { eraseCustomer, exportCustomer, holdingsOf, type Holdings } from '../sqlite/customer-data.ts';
import type { Store } from '../sqlite/store.ts';
import { CustomersError } from './customers-error.ts';
import { importCustomers } from './import-customers.ts';
import { customerFields, explain } from './parse-line.ts';

export const USAGE = `The customers of this server; it may be running meanwhile.

  npm run customers -- import FILE            puts in those of a file, one JSON object a line:
                                              {"id":"cust_100","name":"Ann","level":"premium"}
  npm run customers -- set ID KEY=VALUE ...   changes name, level or timeZone
  npm run customers -- show ID                who it is, and how much there is of them
  npm run customers -- export ID              everything of them, as JSON
  npm run customers -- erase ID [--yes]       removes everything of them`;

/** How often it is looked whether the bot has finished, milliseconds. */
const LOOK_MS = 250;

export interface CommandContext {
  readonly store: Store;
  readonly service: ServiceDefinition;
  readonly write: (line: string) => void;
  /** Asks whoever runs the command for a yes; undefined: there is nobody to ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Whether a server uses the store at the same time. */
  readonly isServed: boolean;
  readonly now: () => Date;
}

type Command = (context: CommandContext, args: readonly string[]) => Promise<void>;

/** The commands by name. @throws CustomersError each */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['import', importFile],
  ['set', set],
  ['show', show],
  ['export', exportAll],
  ['erase', erase],
]);

async function importFile(
  { store, service, write, now }: CommandContext,
  args: readonly string[],
): Promise<void> {
  const [file] = expect(args, 1);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new CustomersError(
      `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const count = await importCustomers(store, service, file, text, now());
  write(`Imported ${count} customer${count === 1 ? '' : 's'}.`);
}

async function set({ store, service, write }: CommandContext, args: readonly string[]): Promise<void> {
  const [id = '', ...pairs] = args;
  if (pairs.length === 0)
    throw new CustomersError('Say what to set: set ID name=Ann level=premium timeZone=Europe/Berlin');
  const fields = Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key, value.join('=')];
    }),
  );
  const parsed = customerFields(service).safeParse(fields);
  if (!parsed.success) throw new CustomersError(explain(parsed.error));
  const customer = { ...(await find(store, id)), ...parsed.data };
  await store.customers.put(customer);
  write(JSON.stringify(customer));
}

async function show({ store, write }: CommandContext, args: readonly string[]): Promise<void> {
  const [id] = expect(args, 1);
  const { name, level, timeZone } = await find(store, id);
  write(`${id}: ${name}, on ${level}, ${timeZone}`);
  for (const line of counted(holdingsOf(store.database, id))) write(line);
}

async function exportAll({ store, write }: CommandContext, args: readonly string[]): Promise<void> {
  const [id] = expect(args, 1);
  await find(store, id);
  write(JSON.stringify(await exportCustomer(store, id), null, 2));
}

async function erase(context: CommandContext, args: readonly string[]): Promise<void> {
  const { store, write, confirm, isServed, now } = context;
  const [id] = expect(
    args.filter((arg) => arg !== '--yes'),
    1,
  );
  const holdings = holdingsOf(store.database, id);
  if (holdings.length === 0) throw new CustomersError(`There is no customer "${id}".`);
  if (!args.includes('--yes')) {
    if (confirm === undefined) throw new CustomersError('Nobody is here to ask: add --yes if you are sure.');
    write(`Everything of ${id} will be removed:`);
    for (const line of counted(holdings)) write(line);
    if (!(await confirm('It can not be undone. Remove it?'))) return write('Nothing was removed.');
  }
  for (let told = false; ; told = true) {
    const removed = await eraseCustomer(store, id, isServed ? now() : undefined);
    if (removed !== 'busy') {
      write(`Removed everything of ${id}:`);
      for (const line of counted(removed)) write(line);
      return;
    }
    if (!told) write(`The bot is answering ${id}: waiting until it has finished.`);
    await setTimeout(LOOK_MS);
  }
}

const counted = (holdings: Holdings): string[] => holdings.map(({ what, count }) => `  ${count} × ${what}`);

async function find(store: Store, id: string) {
  const customer = await store.customers.get(id);
  if (customer === undefined) throw new CustomersError(`There is no customer "${id}".`);
  return customer;
}

function expect(args: readonly string[], count: 1): readonly [string] {
  const [first] = args;
  if (first === undefined || args.length !== count) throw new CustomersError(USAGE);
  return [first];
}
