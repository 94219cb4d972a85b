import type * as z from 'zod';
import {
  FUNCTIONS,
  OPTIONAL_SETTINGS,
  tableSetting,
  type FunctionDefinition,
  type FunctionName,
  type OptionalSetting,
} from '../functions.ts';
import { BadSettings } from './bad-settings.ts';
import type { Environment } from './environment.ts';
import { SETTINGS } from './settings.ts';

type SettingOf<N extends FunctionName> = (typeof FUNCTIONS)[N]['settings'][number];
type Value<S extends keyof typeof SETTINGS> = z.output<(typeof SETTINGS)[S]['schema']>;

/** The settings of one function, read. */
export type Config<N extends FunctionName> = {
  readonly [S in SettingOf<N>]: S extends OptionalSetting ? Value<S> | undefined : Value<S>;
} & {
  /** The physical names of its tables. */
  readonly tables: Readonly<Record<(typeof FUNCTIONS)[N]['tables'][number], string>>;
};

/**
 * Reads the settings that a function has, as {@link FUNCTIONS} lists them. An empty one counts as missing.
 *
 * @throws BadSettings that names everything that is wrong.
 */
export function readConfig<N extends FunctionName>(name: N, environment: Environment): Config<N> {
  const problems: string[] = [];
  const read = (setting: string): string | undefined => {
    const value = environment[setting]?.trim();
    return value === '' ? undefined : value;
  };
  const { settings, tables }: FunctionDefinition = FUNCTIONS[name];
  const values = settings.map((setting): [string, unknown] => {
    const { schema, advice } = SETTINGS[setting];
    const value = read(setting);
    if (value === undefined) {
      if (!OPTIONAL_SETTINGS.has(setting)) problems.push(`${setting} is missing: ${advice}.`);
      return [setting, undefined];
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(`${setting} is "${value}": ${advice}.`);
    return [setting, parsed.data];
  });
  const names = tables.map((table): [string, unknown] => {
    const physical = read(tableSetting(table));
    if (physical === undefined) {
      problems.push(`${tableSetting(table)} is missing: set it to the name of the table for ${table}.`);
    }
    return [table, physical];
  });
  if (problems.length > 0) throw new BadSettings(problems);
  return { ...Object.fromEntries(values), tables: Object.fromEntries(names) } as Config<N>;
}
