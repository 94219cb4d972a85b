/** Settings by name, as a function's environment has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own; nothing else of this workspace reads it. */
export const environment: Environment = process.env;
