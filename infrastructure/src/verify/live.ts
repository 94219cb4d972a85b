import type { Clients } from '../../operations/clients.ts';

/** What the checks reach of a live deployment. */
export interface Live {
  readonly environment: 'dev' | 'prod';
  readonly aws: Pick<Clients, 'cloudWatch' | 'cloudFront' | 'dynamoDB'>;
  readonly fetch: (url: string) => Promise<Response>;
  /** The status that answers a WebSocket handshake without a token; 101 if the socket opens. */
  readonly handshake: (url: string) => Promise<number>;
  /** Says something as whoever the token is of, and gives the bot's reply. */
  readonly converse: (url: string, token: string, text: string) => Promise<string>;
  /** A customer's token; undefined: the conversation is left out, and said to be. */
  readonly token: string | undefined;
  readonly now: () => Date;
  /** The value of an output of the stack. @throws if it has none */
  readonly output: (name: string) => string;
  /** The names of the stack's tables. */
  readonly tables: readonly string[];
}

/** One point that is looked at. What it says is what was seen; it throws if that is not right. */
export interface Check {
  readonly name: string;
  readonly look: (live: Live) => Promise<string>;
}
