/** Time as a parameter, so that a test can hold and move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
}
