import { vi } from 'vitest';

/** Waits for what comes by itself, and how soon depends on the machine: a second, as Vitest has it, is too short for a busy one. */
export const eventually = <T>(assert: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assert, { timeout: 20_000 });
