/** A piece of what a model says. */
export type ReplyPart =
  | { readonly text: string }
  | { readonly thought: string }
  | { readonly call: string; readonly input: unknown }
  /** A call whose input is written exactly so, JSON or not. */
  | { readonly call: string; readonly rawInput: string };

/** What a model says, in no provider's words. */
export interface Reply {
  readonly parts: readonly ReplyPart[];
  /** Why it ends; without it: because of its calls if it has any, else because it is done. */
  readonly stop?: 'end' | 'calls' | 'length' | 'filter';
  /** Whether the provider tells what the reply used. It does, unless this is false. */
  readonly usage?: boolean;
}

/** Where in the stream of a reply something goes wrong. */
export const PLACES = ['start', 'headers', 'text', 'input', 'after-call', 'finish'] as const;
export type Place = (typeof PLACES)[number];

/** How a provider says that it will not answer. */
export type ErrorName = 'rate-limited' | 'overloaded' | 'server-error' | 'unauthorized';

/** What goes wrong. */
export type Fault =
  /** At the start an HTTP status, later an error in the stream. */
  | { readonly kind: 'error'; readonly error: ErrorName; readonly retryAfterSeconds?: number }
  /** Nothing more comes; the connection stays open. */
  | { readonly kind: 'stall' }
  /** The connection breaks. */
  | { readonly kind: 'cut' }
  /** The response ends as if it were complete. */
  | { readonly kind: 'end' }
  /** One event that is not JSON; the rest follows. */
  | { readonly kind: 'malformed' }
  /** What a proxy says that has lost its server, and the end. */
  | { readonly kind: 'garbage' }
  /** From there on, one event in so many milliseconds. */
  | { readonly kind: 'drip'; readonly everyMs: number };

/** What the provider does with one request. */
export interface Play {
  readonly reply: Reply;
  readonly fault?: Fault & { readonly at: Place };
  /** The connection breaks after so many bytes of the body, if it has more. */
  readonly cutAtByte?: number;
}

/** Why a reply ends. */
export const stopOf = ({ stop, parts }: Reply): 'end' | 'calls' | 'length' | 'filter' =>
  stop ?? (parts.some((part) => 'call' in part) ? 'calls' : 'end');

/** The input of a call as it is streamed. */
export const inputOf = (part: Extract<ReplyPart, { call: string }>): string =>
  'rawInput' in part ? part.rawInput : JSON.stringify(part.input);

/** The text in pieces, as models stream it. */
export const pieces = (text: string): string[] => text.match(/.{1,8}/gsu) ?? [];
