import { initial } from './0001-initial.ts';

/** Every migration in order; the database's `user_version` says how many of them it has had. */
export const migrations: readonly string[] = [initial];
