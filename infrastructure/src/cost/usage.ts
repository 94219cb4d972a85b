/**
 * What one turn uses: a message of a customer, an action, a reply of three sentences. The units of DynamoDB are the most
 * that its own test lets a turn use; the rest is reckoned from how the product works, not measured on AWS.
 */
export const TURN = {
  writeUnits: 16,
  readUnits: 10,
  /** Bytes that stay in the tables, until the conversation ends by itself. */
  storedBytes: 8_000,
  /** Frames in and out: the message, a ping, what a reply is made of. Each counts by 32 KB. */
  messages: 20,
  /** Minutes that a socket is open, for each turn that comes through it. */
  minutes: 3,
  /** Openings of a socket, each with authorize, connect and disconnect: five turns share one. */
  sockets: 0.2,
  /** Seconds that receive and work run; work waits for the model. */
  receiveSeconds: 0.2,
  workSeconds: 4,
  /** Requests to the queue: sent, taken, deleted. */
  queueRequests: 3,
  logBytes: 15_000,
  /** Requests to the site: a page and its files, for one turn in five. */
  pageRequests: 2,
  pageBytes: 100_000,
} as const;

/** Series of the functions' own metrics, once all routes and one model are in use. */
export const METRIC_SERIES = 80;

/** Turns in an hour from which on an hour counts as busy: metrics are paid by the hours in which they are written. */
export const TURNS_OF_AN_HOUR = 10;

export const HOURS = 730;
