import { ENVIRONMENTS } from '../src/environments.ts';
import type { EnvironmentName } from '../src/environments.ts';
import { synthesize, synthesizeAccount } from '../src/synthesize.ts';
import type { Subject } from './rule.ts';

/** What both environments are synthesized with, that has a subscriber and a time zone to look at. */
const COMMON = { alertEmail: 'team@example.com', reportTimeZone: 'Europe/Paris' };

/** `dev` as it is first deployed; `prod` with a domain of its own. */
export const CONTEXTS: Readonly<Record<EnvironmentName, Readonly<Record<string, string>>>> = {
  dev: { environment: 'dev', ...COMMON },
  prod: { environment: 'prod', ...COMMON, hostedZoneId: 'Z0123456789ABC', hostedZoneName: 'jake-moses.com' },
};

export const SUBJECTS: Readonly<Record<EnvironmentName, Subject>> = {
  dev: { environment: ENVIRONMENTS.dev, template: synthesize(CONTEXTS.dev) },
  prod: { environment: ENVIRONMENTS.prod, template: synthesize(CONTEXTS.prod) },
};

export const ACCOUNT_CONTEXT = { repository: 'owner/name', repositoryId: '42' };

/** What an account has once. It belongs to no environment; rules that ask for one are told `prod`. */
export const ACCOUNT: Subject = {
  environment: ENVIRONMENTS.prod,
  template: synthesizeAccount(ACCOUNT_CONTEXT),
};
