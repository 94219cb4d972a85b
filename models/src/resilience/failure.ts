import { APICallError } from '@ai-sdk/provider';

/** What is done about each kind of failure. */
const KINDS = {
  /** 429: too many requests or tokens in a minute. It says nothing of the provider's health. */
  'rate-limited': { retry: true, counts: false },
  /** 503, 529: the provider has more to do than it can. */
  overloaded: { retry: true, counts: true },
  /** Any other 5xx, 408, 409, 424: something went wrong on their side. */
  broken: { retry: true, counts: true },
  /** No connection, or it was lost. */
  unreachable: { retry: true, counts: true },
  /** The reply ended before its end, or can't be read. */
  incomplete: { retry: true, counts: true },
  /** Silent for too long, or not done in time. The customer has waited: another one is asked at once. */
  'timed-out': { retry: false, counts: true },
  /** 401, 403: a wrong key, or one that may not use this model. */
  unauthorized: { retry: false, counts: true },
  /** The request is larger than the model takes. */
  'too-long': { retry: false, counts: false },
  /** Any other 4xx: asking again would give the same. */
  rejected: { retry: false, counts: false },
  /** Not asked: the circuit breaker is open. */
  tripped: { retry: false, counts: false },
} as const;

export type FailureKind = keyof typeof KINDS;

/**
 * Why a model gave no whole reply. It holds the provider's words about it, and neither the request nor the
 * reply, so that it may be logged.
 */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly kind: FailureKind;
  /** When the provider wants to be asked again, milliseconds from now. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, message: string, retryAfterMs?: number) {
    super(`${kind}: ${message}`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether asking the same model again may help. */
  get mayRetry(): boolean {
    return KINDS[this.kind].retry;
  }

  /** Whether it speaks against the provider as a whole. */
  get countsAgainstProvider(): boolean {
    return KINDS[this.kind].counts;
  }
}

/** What any error of a provider means, as it is thrown or as it comes in a stream. */
export function toFailure(error: unknown, now: number): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const { message, statusCode, code } = describe(error);
  const status = statusCode ?? (typeof code === 'number' ? code : undefined);
  const named = typeof code === 'string' ? CODES.get(code) : undefined;
  const kind = named ?? (status === undefined ? kindOf(error) : kindOfStatus(status, message));
  const said = message === '' ? 'The provider did not say why.' : message.slice(0, 300);
  return new ModelFailure(kind, status === undefined ? said : `${said} (${status})`, retryAfter(error, now));
}

/**
 * Codes and types by which OpenAI and servers like it name an error in a stream, where there is no status.
 */
const CODES = new Map<string, FailureKind>([
  ['context_length_exceeded', 'too-long'],
  ['rate_limit_exceeded', 'rate-limited'],
  ['invalid_api_key', 'unauthorized'],
]);

const TOO_LONG = /too long|too many tokens|maximum context|context (?:length|window|size)/iu;

function kindOfStatus(status: number, message: string): FailureKind {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized';
    case 408:
    case 409:
    case 424:
      return 'broken';
    case 413:
      return 'too-long';
    case 429:
      return 'rate-limited';
    case 503:
    case 529:
      return 'overloaded';
    default:
      // The reply began well and can't be read.
      if (status < 400) return 'incomplete';
      if (status >= 500) return 'broken';
      return TOO_LONG.test(message) ? 'too-long' : 'rejected';
  }
}

/** An error without a status: no answer came, the connection broke, or what came can't be read. */
function kindOf(error: unknown): FailureKind {
  if (APICallError.isInstance(error)) return 'unreachable';
  // `fetch` and its streams throw TypeErrors: "fetch failed", "terminated".
  if (error instanceof TypeError) return 'unreachable';
  return error instanceof Error ? 'incomplete' : 'broken';
}

interface Described {
  readonly message: string;
  readonly statusCode: number | undefined;
  readonly code: unknown;
}

function describe(error: unknown): Described {
  if (typeof error !== 'object' || error === null)
    return { message: String(error), statusCode: undefined, code: undefined };
  const fields = error as { message?: unknown; statusCode?: unknown; code?: unknown };
  return {
    message: typeof fields.message === 'string' ? fields.message : '',
    statusCode: typeof fields.statusCode === 'number' ? fields.statusCode : undefined,
    code: fields.code,
  };
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
function retryAfter(error: unknown, now: number): number | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const milliseconds = Number(error.responseHeaders?.['retry-after-ms'] ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const value = error.responseHeaders?.['retry-after'] ?? '';
  if (/^\d+(?:\.\d+)?$/u.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
