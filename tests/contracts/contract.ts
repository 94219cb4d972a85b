import { describe, test } from 'vitest';

/** An adapter under test, on a store of its own that began empty. */
export interface Opened<Port> {
  readonly port: Port;
  /** What another process finds that opens the same store. What keeps nothing gives itself. */
  reopen(): Promise<Port>;
  close(): Promise<void>;
}

export type Open<Port> = () => Promise<Opened<Port>>;

/** One thing that a port promises; rejects where the adapter does not keep it. */
export type Check<Port> = (opened: Opened<Port>) => Promise<void>;

/** All that a port promises, by what is promised. */
export type Checks<Port> = Readonly<Record<string, Check<Port>>>;

/** The checks that an adapter can't pass, each with the reason. */
export type Exemptions<Names extends string> = { readonly [name in Names]?: string };

/** Runs one check on a fresh adapter. */
export async function runCheck<Port>(open: Open<Port>, check: Check<Port>): Promise<void> {
  const opened = await open();
  try {
    await check(opened);
  } finally {
    await opened.close();
  }
}

/**
 * Makes the suite of a port from its checks: called with an adapter, it declares one test a check.
 *
 * @returns a function of the adapter's name, what opens it, and what it is exempt from.
 */
export const contract =
  <Port, Names extends string>(port: string, checks: Readonly<Record<Names, Check<Port>>>) =>
  (adapter: string, open: Open<Port>, exemptions: Exemptions<Names> = {}): void => {
    describe(`${port} of ${adapter}`, () => {
      for (const [name, check] of Object.entries<Check<Port>>(checks)) {
        const reason = (exemptions as Exemptions<string>)[name];
        if (reason === undefined) test(name, () => runCheck(open, check));
        else test.skip(`${name} (exempt: ${reason})`);
      }
    });
  };
