import { parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';
import { deploy } from './deploy.ts';
import { parseEnvironment } from './environment.ts';
import { restoreFrontend } from './restore-frontend.ts';
import { restore } from './restore.ts';
import { rollback } from './rollback.ts';
import { StoppedEarly } from './steps.ts';
import type { Tools } from './tools.ts';

export const USAGE = `What runs on AWS:

  npm run deploy -- dev|prod                            builds, tests and deploys what is checked out
  npm run rollback -- dev|prod [VERSION]                brings back a release that was kept
  npm run restore -- dev|prod --at TIME [--table NAME]  takes the tables, or one, back to a time
  npm run restore-frontend -- dev|prod --at TIME        the pages as they were at a time

  --approved  production: somebody has approved it
  --tested    deploy: this commit's tests have passed

docs/operations/ says more.`;

const OPTIONS = {
  approved: { type: 'boolean', default: false },
  tested: { type: 'boolean', default: false },
  at: { type: 'string' },
  table: { type: 'string' },
} as const;

/**
 * Runs the command that the words name, to its end.
 *
 * @returns whether it ended well; what is wrong has been said
 */
export async function runCommand(tools: Tools, words: readonly string[]): Promise<boolean> {
  try {
    await start(tools, words);
    return true;
  } catch (error) {
    if (error instanceof StoppedEarly) tools.say(error.message);
    else if (error instanceof CommandError) tools.say(`${error.message}\n  ${error.next}`);
    else throw error;
    return false;
  }
}

async function start(tools: Tools, words: readonly string[]): Promise<void> {
  const { positionals, values } = parse(words);
  const [command, name, version, ...more] = positionals;
  if (more.length > 0 || (version !== undefined && command !== 'rollback')) {
    throw new CommandError(`"${more[0] ?? version ?? ''}" is one word too many.`, USAGE);
  }
  const { approved, tested, at, table } = values;
  switch (command) {
    case 'deploy':
      return deploy(tools, { environment: parseEnvironment(name), approved, tested });
    case 'rollback':
      return rollback(tools, { environment: parseEnvironment(name), version, approved });
    case 'restore':
      return restore(tools, { environment: parseEnvironment(name), at, table, approved });
    case 'restore-frontend':
      return restoreFrontend(tools, { environment: parseEnvironment(name), at, approved });
    default:
      throw new CommandError(`There is no command "${command ?? ''}".`, USAGE);
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error), USAGE);
  }
}
