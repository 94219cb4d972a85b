/** Most messages a model writes in one reply; the last permitted one has no actions to call. */
export const STEPS_MAX = 8;
/** Most calls in one reply, over all its steps. */
export const CALLS_MAX = 16;
/** Most tokens a model may write in one message. */
export const OUTPUT_TOKENS_MAX = 2_000;
/** How long one action may take, milliseconds. */
export const ACTION_MS = 10_000;
/** How long a worker has a conversation for itself, milliseconds: longer than any turn may take. */
export const LEASE_MS = 75_000;
/** Most characters of earlier messages that a model is given: some 6,000 tokens. */
export const HISTORY_CHARS = 24_000;
/** Most earlier messages that are read for it. */
export const HISTORY_MESSAGES = 40;
/** Most characters of one action's result that a model is given. */
export const RESULT_CHARS = 8_000;
