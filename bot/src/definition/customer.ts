/** Whom the bot serves. Known from a verified token and the store, never from a model or a frame. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  /** Name of the service level. */
  readonly level: string;
  /** IANA time zone, such as `Europe/Berlin`. */
  readonly timeZone: string;
}
