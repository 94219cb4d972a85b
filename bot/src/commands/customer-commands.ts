import type { Customer, DemoCustomer, ServiceDefinition } from '../definition/index.ts';
import { CommandProblem } from './command-problem.ts';
import { customerFields, explain, type ImportLine } from './customer-fields.ts';
import type { CustomerRecords, Holdings } from './customer-records.ts';
import { parseImport } from './parse-import.ts';

export const CUSTOMERS_USAGE = `The customers; the bot may be working meanwhile.

  npm run customers -- import FILE            puts in those of a file, one JSON object a line:
                                              {"id":"cust_100","name":"Ann","level":"premium"}
  npm run customers -- set ID KEY=VALUE ...   changes name, level or timeZone
  npm run customers -- show ID                who it is, and how much there is of them
  npm run customers -- export ID              everything of them, as JSON
  npm run customers -- erase ID [--yes]       removes everything of them

With dev or prod as the first word (npm run customers -- prod show ID): those on AWS.`;

/** How long it is waited for the bot to finish, milliseconds: more than a reply takes, whatever becomes of it. */
const PATIENCE_MS = 10 * 60_000;

export interface CustomersContext {
  readonly records: CustomerRecords;
  readonly service: ServiceDefinition;
  readonly write: (line: string) => void;
  /** What whoever runs the command answers; undefined: there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** The text of a file. */
  readonly read: (file: string) => Promise<string>;
  /** Waits until it is looked again whether the bot has finished. */
  readonly wait: () => Promise<void>;
  readonly now: () => Date;
}

type Command = (context: CustomersContext, args: readonly string[]) => Promise<void>;

/** The commands by name. @throws CommandProblem each */
export const customerCommands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['import', importFile],
  ['set', set],
  ['show', show],
  ['export', exportAll],
  ['erase', erase],
]);

async function importFile(context: CustomersContext, args: readonly string[]): Promise<void> {
  const { records, service, write, read } = context;
  const file = only(args);
  let text: string;
  try {
    text = await read(file);
  } catch (error) {
    throw new CommandProblem(
      `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const lines = parseImport(service, file, text);
  await records.import(lines, completeFor(service));
  write(`Imported ${lines.length} customer${lines.length === 1 ? '' : 's'}.`);
}

/** Of one who is there already, what a line leaves out stays. */
const completeFor =
  ({ defaultLevel }: ServiceDefinition) =>
  (line: ImportLine, standing: Customer | undefined): DemoCustomer => ({
    ...{ name: line.id, level: defaultLevel, timeZone: 'UTC' },
    ...standing,
    ...line,
  });

async function set({ records, service, write }: CustomersContext, args: readonly string[]): Promise<void> {
  const [id = '', ...pairs] = args;
  if (pairs.length === 0)
    throw new CommandProblem('Say what to set: set ID name=Ann level=premium timeZone=Europe/Berlin');
  const fields = Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key, value.join('=')];
    }),
  );
  const parsed = customerFields(service).safeParse(fields);
  if (!parsed.success) throw new CommandProblem(explain(parsed.error));
  const customer = { ...(await find(records, id)), ...parsed.data };
  await records.put(customer);
  write(JSON.stringify(customer));
}

async function show({ records, write }: CustomersContext, args: readonly string[]): Promise<void> {
  const id = only(args);
  const { name, level, timeZone } = await find(records, id);
  write(`${id}: ${name}, on ${level}, ${timeZone}`);
  for (const line of counted(await records.holdings(id))) write(line);
}

async function exportAll({ records, write }: CustomersContext, args: readonly string[]): Promise<void> {
  const id = only(args);
  write(JSON.stringify((await records.export(id)) ?? unknown(id), null, 2));
}

async function erase(context: CustomersContext, args: readonly string[]): Promise<void> {
  const { records, write, ask } = context;
  const id = only(args.filter((arg) => arg !== '--yes'));
  const holdings = await records.holdings(id);
  if (holdings.length === 0) unknown(id);
  if (!args.includes('--yes')) {
    if (ask === undefined) throw new CommandProblem('Nobody is here to ask: add --yes if you are sure.');
    write(`Everything of ${id} will be removed:`);
    for (const line of counted(holdings)) write(line);
    const answer = await ask('It can not be undone. Remove it? (y/N) ');
    if (!/^y(es)?$/i.test(answer.trim())) return write('Nothing was removed.');
  }
  const removed = await eraseAll(context, id);
  write(`Removed everything of ${id}:`);
  for (const line of counted(removed)) write(line);
}

/** Erases as soon as the bot is not answering. */
async function eraseAll({ records, write, wait, now }: CustomersContext, id: string): Promise<Holdings> {
  const counts = new Map<string, number>();
  const giveUpAt = now().getTime() + PATIENCE_MS;
  for (let told = false; ; told = true) {
    const { removed, isBusy } = await records.erase(id);
    for (const { what, count } of removed) counts.set(what, (counts.get(what) ?? 0) + count);
    if (!isBusy) return [...counts].map(([what, count]) => ({ what, count }));
    if (!told) write(`The bot is answering ${id}: waiting until it has finished.`);
    if (now().getTime() >= giveUpAt) {
      throw new CommandProblem(
        `The bot has not finished with ${id} in ten minutes. Take their conversations over in the operator's console, which ends what it says; then erase again.`,
      );
    }
    await wait();
  }
}

const counted = (holdings: Holdings): string[] => holdings.map(({ what, count }) => `  ${count} × ${what}`);

const find = async (records: CustomerRecords, id: string): Promise<Customer> =>
  (await records.get(id)) ?? unknown(id);

function unknown(id: string): never {
  throw new CommandProblem(`There is no customer "${id}".`);
}

/** The one argument that a command takes. */
function only(args: readonly string[]): string {
  const [first] = args;
  if (first === undefined || args.length !== 1) throw new CommandProblem(CUSTOMERS_USAGE);
  return first;
}
