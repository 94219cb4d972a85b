import * as z from 'zod';
import { ENVIRONMENTS } from './environments.ts';
import { BadContext } from './settings.ts';

/** Whose workflows may deploy. */
export interface GitHubSettings {
  /** The repository's number: a repository that takes over the name does not have it. */
  readonly repositoryId: string;
  /** What a run's token may say that it is. */
  readonly subjects: readonly string[];
}

/** How what an account has once is to be deployed. */
export interface AccountSettings {
  readonly github: GitHubSettings | undefined;
}

const schema = z
  .object({
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/, 'give it as owner/name')
      .optional(),
    repositoryId: z.coerce
      .string()
      .regex(/^\d+$/, 'give the number that `gh api repos/OWNER/NAME --jq .id` prints')
      .optional(),
    // Repositories made since the spring of 2026 have numbers in it.
    subjectPrefix: z
      .string()
      .regex(/^repo:/, 'give all of a token’s `sub` up to `:environment:`')
      .optional(),
  })
  .refine((given) => (given.repository === undefined) === (given.repositoryId === undefined), {
    path: ['repositoryId'],
    error: 'give repository and repositoryId together',
  });

/**
 * Reads the context of the account's app. Without a repository nobody but people deploys.
 *
 * @throws BadContext that names everything that is wrong
 */
export function readAccountSettings(context: Readonly<Record<string, unknown>>): AccountSettings {
  const parsed = schema.safeParse(context);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
    throw new BadContext(problems.join('\n'));
  }
  const { repository, repositoryId, subjectPrefix } = parsed.data;
  if (repository === undefined || repositoryId === undefined) return { github: undefined };
  const prefix = subjectPrefix ?? `repo:${repository}`;
  const subjects = Object.keys(ENVIRONMENTS).map((name) => `${prefix}:environment:${name}`);
  return { github: { repositoryId, subjects } };
}
