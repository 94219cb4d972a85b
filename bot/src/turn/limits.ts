/** Most messages a model writes in one reply; the last permitted one has no actions to call. */
export const STEPS_MAX = 8;
/** Most characters that a model may write in one reply, words and inputs together. */
export const REPLY_CHARS_MAX = 20_000;
/** Most characters that are waited for a sentence's end: what is longer is shown in pieces. */
export const SENTENCE_CHARS_MAX = 2_000;
/** Most tokens a model may write in one message. */
export const OUTPUT_TOKENS_MAX = 2_000;
/** How long a worker has a conversation for itself, milliseconds: longer than any turn may take. */
export const LEASE_MS = 150_000;
/** Most characters of earlier messages that a model is given: some 3,000 tokens. Above it, or above… */
export const HISTORY_CHARS = 12_000;
/** …so many messages, the oldest go into the digest,… */
export const HISTORY_MESSAGES = 24;
/** …until they fit into this share of both: a digest is written every few turns, not at each. */
export const HISTORY_KEPT = 0.75;
/** Messages that are read for it at once: one exchange more than those, the one to be answered, and one that tells that these are all. */
export const HISTORY_PAGE = HISTORY_MESSAGES + 4;
/** Most times that so many are read. */
export const HISTORY_PAGES = 4;
/** Most characters of the exchanges that a digest keeps: some 500 tokens. */
export const DIGEST_CHARS = 2_000;
/** Most characters that it keeps of one message. */
export const DIGEST_WORDS_CHARS = 120;
/** Most characters of the results of one message's actions that a model is given,… */
export const RESULT_CHARS = 8_000;
/** …and of those before the latest messages,… */
export const OLD_RESULT_CHARS = 600;
/** …which are so many. */
export const LATEST_MESSAGES = 4;
/** Most characters of one call's receipt: it is made of its result. */
export const RECEIPT_CHARS = 8_000;
/** Most tokens of metered models one reply may use, input and output together. */
export const TURN_TOKENS_MAX = 60_000;
/**
 * Tokens that a conversation has from the day's budgets when a turn begins: enough for a message with an action and one that says so,
 * of some 6,000 tokens each. With more it would come back for them less often, and more would stay behind where nobody goes on.
 */
export const TOKENS_TAKEN = 16_000;
/** Most that one reply may cost, US dollars, where the price of its models is known. */
export const TURN_DOLLARS_MAX = 0.5;
/** Most tokens of metered models that all customers together may use in a UTC day. */
export const SYSTEM_TOKENS_PER_DAY = 50_000_000;
/** How long one reply may take, milliseconds; an action that has begun is still finished. */
export const TURN_MS = 120_000;
/** How long a conversation may wait for a person, with nobody looking, before an alert is raised, milliseconds. */
export const WAITING_ALERT_MS = 5 * 60_000;
