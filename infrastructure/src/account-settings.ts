import * as z from 'zod';
import { ENVIRONMENTS } from './environments.ts';
import { namesOf } from './names.ts';
import { BadContext, bucketName, contextIn, flag } from './settings.ts';

/** Whose workflows may deploy. */
export interface GitHubSettings {
  /** The repository's number: a repository that takes over the name does not have it. */
  readonly repositoryId: string;
  /** What a run's token may say that it is. */
  readonly subjects: readonly string[];
  /** Whether the account trusts GitHub's tokens already, for something else. It can be said once an account. */
  readonly trusted: boolean;
}

/** How what an account has once is to be deployed. */
export interface AccountSettings {
  readonly github: GitHubSettings | undefined;
  /** The buckets with the sites' files: deployed by workflows, and watched by the trail. */
  readonly sites: readonly string[];
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
    githubTrusted: flag.default(false),
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
  const sites = Object.values(ENVIRONMENTS).map((environment) => {
    const named = bucketName.safeParse(contextIn(context, environment)['bucketName']);
    if (!named.success) throw new BadContext(`bucketName: ${z.prettifyError(named.error)}`);
    return named.data ?? namesOf(environment, 'frontend');
  });
  const { repository, repositoryId, subjectPrefix, githubTrusted: trusted } = parsed.data;
  if (repository === undefined || repositoryId === undefined) return { github: undefined, sites };
  const prefix = subjectPrefix ?? `repo:${repository}`;
  const subjects = Object.keys(ENVIRONMENTS).map((name) => `${prefix}:environment:${name}`);
  return { github: { repositoryId, subjects, trusted }, sites };
}
