import { openCustomers, openPauses } from '@agentic-service-bot/aws/records';
import { TABLES, type TableName } from '@agentic-service-bot/aws/tables';
import {
  CommandProblem,
  customerCommands,
  CUSTOMERS_USAGE,
  pauseCommand,
} from '@agentic-service-bot/bot/commands';
import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { CommandError } from './command-error.ts';
import { deployedStack } from './deployed.ts';
import { parseEnvironment } from './environment.ts';
import { callerOf, regionOf } from './preflight.ts';
import { outputOf, type Stack } from './stack.ts';
import type { Tools } from './tools.ts';

/** How long it is waited until it is looked again: whether the bot has finished, whether something is left. Milliseconds. */
const LOOK_MS = 2_000;

export interface RecordTools extends Pick<Tools, 'aws' | 'now' | 'sleep' | 'say' | 'ask'> {
  /** The service that was deployed. */
  readonly service: ServiceDefinition;
  /** Shows what is no part of what was asked for: how far it has come. */
  readonly note: (line: string) => void;
  /** The text of a file. */
  readonly read: (file: string) => Promise<string>;
  /** A fresh, unguessable id. */
  readonly id: () => string;
}

/**
 * `npm run customers` and `npm run pause` in an environment: the commands of one machine, on the tables and schedules that the
 * stack names, so on restored ones where these are in use.
 *
 * @param words `customers` or `pause`, the environment, and what follows on one machine
 * @throws CommandProblem, CommandError
 */
export async function runRecords(tools: RecordTools, words: readonly string[]): Promise<void> {
  const [command, name, ...args] = words;
  const run = command === 'pause' ? pause(args) : customers(args);
  const environment = parseEnvironment(name);
  try {
    await callerOf(tools);
    await regionOf(tools);
    const stack = await deployedStack(tools, environment);
    if (stack.status.endsWith('_IN_PROGRESS')) {
      tools.note(
        `The stack is ${stack.status}: if it is being restored, run this again when that has ended.`,
      );
    }
    await run(tools, stack);
  } catch (error) {
    throw explained(error);
  }
}

type Run = (tools: RecordTools, stack: Stack) => Promise<void>;

const pause =
  (args: readonly string[]): Run =>
  async ({ aws, service, say }, stack) => {
    const pauses = openPauses(aws.dynamoDB, tableIn(stack, 'pauses'));
    say(await pauseCommand(pauses, service, args));
  };

function customers([name = '', ...args]: readonly string[]): Run {
  const command = customerCommands.get(name);
  if (command === undefined) throw new CommandProblem(CUSTOMERS_USAGE);
  return async (tools, stack) => {
    const { aws, now, id, note, service, say, ask, read, sleep } = tools;
    const wait = () => sleep(LOOK_MS);
    const names = Object.keys(TABLES) as TableName[];
    const records = openCustomers({
      client: aws.dynamoDB,
      tables: Object.fromEntries(names.map((table) => [table, tableIn(stack, table)])) as Record<
        TableName,
        string
      >,
      routines: {
        client: aws.scheduler,
        group: outputOf(stack, 'RoutineGroup'),
        queueArn: outputOf(stack, 'RoutineQueue'),
        roleArn: outputOf(stack, 'RoutineRole'),
        deadLetterArn: outputOf(stack, 'MissedSchedules'),
      },
      settle: wait,
      tell: note,
      ...{ now, id },
    });
    await command({ records, service, write: say, ask, read, wait, now }, args);
  };
}

/** The table in use. */
const tableIn = (stack: Stack, table: TableName): string =>
  outputOf(stack, `Table${table.charAt(0).toUpperCase()}${table.slice(1)}`);

/** What AWS refused or our own code could not do now, with what to do. What is wrong with the program stays as it is. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isOfAws = '$metadata' in error;
  if (!isOfAws && error.constructor !== Error) return error;
  const next =
    // CloudFormation has another name for it than the other services.
    /^AccessDenied(Exception)?$/.test(error.name)
      ? 'Whoever is to run this needs the policy in docs/operations/daily-work.md.'
      : 'Run the same again: what has been done stays done, and the rest is done then.';
  return new CommandError(isOfAws ? `${error.name}: ${error.message}` : error.message, next);
}
