import type { ServiceDefinition } from '../definition/index.ts';
import type { Pause, Pauses } from '../ports/index.ts';
import { parseArgs } from 'node:util';
import { CommandProblem } from './command-problem.ts';

const USAGE = `Switches the bot, or one action, off and on again; it may be working meanwhile, and obeys at once.

  npm run pause                                   lists what is switched off
  npm run pause -- bot                            the whole bot: customers are told, and go to people
  npm run pause -- ACTION                         one action, such as change_plan
    --level LEVEL                                 only for that service level
    --reason TEXT                                 what customers are told
    --off                                         takes the switch back

With dev or prod as the first word (npm run pause -- prod bot): the one on AWS.`;

const REASON_OF_BOT = 'Our assistant takes a break just now. A person of our team will answer you.';
const REASON_OF_ACTION = 'This is not possible just now. Please try again later, or ask for a person.';
const REASON_MAX = 300;

/**
 * Carries out one command.
 *
 * @returns what to print.
 * @throws CommandProblem
 */
export async function pauseCommand(
  pauses: Pauses,
  service: ServiceDefinition,
  args: readonly string[],
): Promise<string> {
  const { values, positionals } = read(args);
  const [what, ...rest] = positionals;
  if (values.help === true) return USAGE;
  if (rest.length > 0) throw new CommandProblem(USAGE);
  if (what === undefined) {
    if (Object.keys(values).length > 0) throw new CommandProblem(USAGE);
    const all = await pauses.list();
    return all.length === 0 ? 'Nothing is switched off.' : all.map(inWords).join('\n');
  }
  const { level, off = false, reason } = values;
  const action = what === 'bot' ? undefined : what;
  if (action !== undefined && !service.actions.has(action)) {
    throw new CommandProblem(
      `There is no action "${action}". There are: bot, ${[...service.actions.keys()].join(', ')}.`,
    );
  }
  if (level !== undefined && !service.levels.some(({ name }) => name === level)) {
    throw new CommandProblem(
      `There is no level "${level}". There are: ${service.levels.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (reason !== undefined && (reason.trim() === '' || reason.length > REASON_MAX)) {
    throw new CommandProblem(`The reason must have 1 to ${REASON_MAX} characters.`);
  }
  const place = { ...(action === undefined ? {} : { action }), ...(level === undefined ? {} : { level }) };
  if (off) {
    const was = await pauses.clear(place);
    return was ? 'Switched on again.' : 'It was not switched off.';
  }
  const pause = { ...place, reason: reason ?? (action === undefined ? REASON_OF_BOT : REASON_OF_ACTION) };
  await pauses.set(pause);
  return `Switched off: ${inWords(pause)}`;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        level: { type: 'string' },
        reason: { type: 'string' },
        off: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new CommandProblem(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

const inWords = ({ action, level, reason }: Pause): string =>
  `${action ?? 'bot'}${level === undefined ? '' : `, for ${level}`}: “${reason}”`;
