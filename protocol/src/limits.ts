/** The WebSocket subprotocol that names this version; the token follows it as a second one. */
export const SUBPROTOCOL = 'asb.v1';

/** What `welcome` says in `protocol`. */
export const PROTOCOL_VERSION = 1;

/** Bytes of the largest frame a client may send; a larger one closes the connection with 1009. */
export const MAX_FRAME_BYTES = 32_768;

/** Bytes of the largest frame that the server sends. */
export const MAX_MESSAGE_BYTES = 131_072;

/** UTF-16 units of the longest text of a person's message. */
export const TEXT_MAX = 4_000;

/** Characters of the longest id that the server gives out. */
export const ID_MAX = 128;

/** Characters of the longest cursor that the server gives out. */
export const CURSOR_MAX = 1_024;

/** The most frames that one `resume` sends. */
export const RESUME_PAGE = 200;

/** The most messages in one `history`. */
export const HISTORY_PAGE = 50;

/** The most conversations in one `welcome`, `conversations` or `inbox`. */
export const CONVERSATIONS_PAGE = 20;

/** How long a client waits for a missing `seq` before it sends `resume`. */
export const REORDER_GAP_MS = 2_000;

/** How often a client sends `ping`. */
export const PING_INTERVAL_MS = 5 * 60_000;

/** How long a connection lasts without a frame. */
export const IDLE_TIMEOUT_MS = 10 * 60_000;

/** How long an approval stays open; after that it is a no. */
export const APPROVAL_TTL_MS = 10 * 60_000;

/** How long a `requestId` is remembered. */
export const REQUEST_ID_TTL_MS = 24 * 60 * 60_000;
