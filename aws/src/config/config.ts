import type * as z from 'zod';
import { FUNCTIONS, OPTIONAL_SETTINGS, type FunctionName, type OptionalSetting } from '../functions.ts';
import { BadSettings } from './bad-settings.ts';
import type { Environment } from './environment.ts';
import { SETTINGS } from './settings.ts';

type SettingOf<N extends FunctionName> = (typeof FUNCTIONS)[N]['settings'][number];
type Value<S extends keyof typeof SETTINGS> = z.output<(typeof SETTINGS)[S]['schema']>;

/** The settings of one function, read. */
export type Config<N extends FunctionName> = {
  readonly [S in SettingOf<N>]: S extends OptionalSetting ? Value<S> | undefined : Value<S>;
};

/**
 * Reads the settings that a function has, as {@link FUNCTIONS} lists them. An empty one counts as missing.
 *
 * @throws BadSettings that names everything that is wrong.
 */
export function readConfig<N extends FunctionName>(name: N, environment: Environment): Config<N> {
  const problems: string[] = [];
  const entries = FUNCTIONS[name].settings.map((setting) => {
    const { schema, advice } = SETTINGS[setting];
    const value = environment[setting]?.trim();
    if (value === undefined || value === '') {
      if (!OPTIONAL_SETTINGS.has(setting)) problems.push(`${setting} is missing: ${advice}.`);
      return [setting, undefined];
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(`${setting} is "${value}": ${advice}.`);
    return [setting, parsed.data];
  });
  if (problems.length > 0) throw new BadSettings(problems);
  return Object.fromEntries(entries) as Config<N>;
}
