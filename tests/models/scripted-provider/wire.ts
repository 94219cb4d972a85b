import type { ErrorName, Reply } from './play.ts';

export const WIRE_NAMES = ['anthropic', 'bedrock', 'openai-compatible'] as const;
/** The wire formats, by the names that `MODEL` has for their providers. */
export type WireName = (typeof WIRE_NAMES)[number];

/** A piece of a streamed reply, and what it belongs to. */
export interface Frame {
  readonly of: 'text' | 'input' | 'finish' | 'other';
  /** The last piece of a call. */
  readonly endsCall?: boolean;
  readonly bytes: Uint8Array;
}

/** A request that the real provider would not take. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** A piece of a prompt, in the order in which a provider caches it. */
export interface Block {
  readonly json: unknown;
  /** Whether what comes up to here is to be cached. */
  readonly marked: boolean;
}

/** Tokens of one request and its reply. */
export interface Usage {
  readonly fresh: number;
  readonly cacheRead: number;
  readonly cacheWritten: number;
  readonly output: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ProviderRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly modelId: string;
  readonly body: unknown;
}

/** One provider's wire format. */
export interface Wire {
  readonly name: WireName;
  readonly contentType: string;
  /** The model that a request to this path asks; undefined if the path is not of this provider. */
  readonly modelOf: (path: string, body: unknown) => string | undefined;
  /**
   * The prompt of a request.
   *
   * @throws Rejection for what the real provider would reject.
   */
  readonly check: (request: ProviderRequest) => Block[];
  readonly tooLong: (tokens: number, most: number) => Rejection;
  readonly frames: (reply: Reply, usage: Usage, modelId: string) => Frame[];
  readonly statusOf: (error: ErrorName) => number;
  /** The answer to a request that is not served. */
  readonly refuse: (status: number, message: string) => HttpAnswer;
  /** An error in the middle of a stream. */
  readonly errorFrame: (error: ErrorName) => Uint8Array;
  /** An event whose JSON is broken. */
  readonly malformedFrame: () => Uint8Array;
}

/** Roughly how many tokens something has. */
export const tokensOf = (json: unknown): number => Math.ceil(JSON.stringify(json).length / 4);
