import { vi } from 'vitest';

/** Less than a test may take, so that what it waited for is told. */
const PATIENCE_MS = 20_000;

/** Waits for what comes by itself, and how soon depends on the machine: a second, as Vitest has it, is too short for a busy one. */
export const eventually = <T>(assert: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assert, { timeout: PATIENCE_MS });
