/** Settings by name, as the environment has them. An empty one counts as missing. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** Settings that can't be used. `problems` has one line each: which setting, and what to do. */
export class BadModelSettings extends Error {
  override readonly name = 'BadModelSettings';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads settings one at a time, and remembers everything that is wrong with them. */
export class SettingsReader {
  readonly #settings: Settings;
  readonly #problems = new Set<string>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @throws BadModelSettings if anything that was read is wrong. */
  throwProblems(): void {
    if (this.#problems.size > 0) throw new BadModelSettings([...this.#problems]);
  }

  problem(line: string): void {
    this.#problems.add(line);
  }

  optional(name: string): string | undefined {
    const value = this.#settings[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** @param what it is to be set to, for who has not. */
  required(name: string, what: string): string {
    const value = this.optional(name);
    if (value === undefined) this.problem(`${name} is missing: set it to ${what}.`);
    return value ?? '';
  }

  url(name: string): string | undefined {
    const value = this.optional(name);
    if (value !== undefined && !/^https?:\/\/./u.test(value))
      this.problem(`${name} is not a URL: set it to one that begins with http:// or https://.`);
    return value;
  }

  /** A time in milliseconds, at most ten minutes. */
  milliseconds(name: string, usual: number): number {
    const value = this.optional(name);
    if (value === undefined) return usual;
    const ms = Number(value);
    if (!Number.isInteger(ms) || ms < 1 || ms > 600_000)
      this.problem(`${name} is not a time: set it to whole milliseconds, from 1 to 600000.`);
    return ms;
  }
}
