/** How long one action may take, milliseconds. */
export const ACTION_MS = 10_000;
/**
 * Most bytes, as JSON, of what came of all calls of one reply together. It goes into the reply's whole message, which is one frame
 * of 128 KB at most, with what the model wrote (`REPLY_CHARS_MAX`, up to three bytes each) and receipts, which repeat results.
 */
export const OUTCOMES_BYTES = 32_768;
/** Most characters of what is said to be wrong with a call's input. */
export const INPUT_ERRORS_CHARS = 1_000;
