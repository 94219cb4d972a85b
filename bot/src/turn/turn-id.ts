/** Digits of a time in base 36, milliseconds since 1970: enough until the year 5188. */
const DIGITS = 9;

/**
 * A reply's id, under which the ledger has what it does. It begins with when the reply began, so that a conversation's replies sort by
 * their ids: a page of an audit trail is then read without the rest of it.
 *
 * @param rest tells replies of one moment apart.
 */
export const turnId = (began: Date, rest: string): string =>
  began.getTime().toString(36).padStart(DIGITS, '0') + rest;
