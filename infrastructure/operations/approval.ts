import { CommandError } from './command-error.ts';
import type { Environment } from './environment.ts';
import type { Tools } from './tools.ts';

/**
 * Asks for a yes before what customers will notice: whoever runs the command types the environment's name.
 *
 * @param approved whether it was given before the command began (`--approved`)
 * @throws CommandError without it
 */
export async function approve(
  { ask, say }: Pick<Tools, 'ask' | 'say'>,
  environment: Environment,
  what: string,
  approved: boolean,
): Promise<void> {
  if (approved) return say(`  ${what} Approved already.`);
  if (ask === undefined) {
    throw new CommandError('Nobody is here to approve it.', 'Add --approved if it is approved.');
  }
  const answer = await ask(`  ${what} Type "${environment}" to go on: `);
  if (answer.trim() !== environment) {
    throw new CommandError(
      'It was not approved.',
      `${answer.trim() === '' ? 'Nothing' : `"${answer.trim()}"`} was typed; only "${environment}" goes on. Look at what is shown above.`,
    );
  }
}
