import { STANDARD_CLAIMS, type ClaimNames } from '@agentic-service-bot/bot';
import { join, resolve } from 'node:path';
import type * as z from 'zod';
import { BadSettings } from './bad-settings.ts';
import type { Environment } from './environment.ts';
import { isLoopback } from './loopback.ts';
import { SECRET_SETTINGS, settings } from './settings.ts';

/** How people show who they are. */
export type Authentication =
  /** The server mints tokens itself, for anybody on this machine. */
  | { readonly kind: 'demo' }
  /** Tokens that the business's own backend signs (HS256). */
  | { readonly kind: 'secret'; readonly secret: string; readonly audience: string | undefined }
  /** Tokens of an OpenID Connect issuer. */
  | {
      readonly kind: 'issuer';
      readonly issuer: URL;
      readonly audience: string;
      /** Under which the pages sign people in there; undefined: tokens come from elsewhere. */
      readonly clientId: string | undefined;
    };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** How the server is to run. */
export interface Config {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Where browsers find the server, if not at `host` and `port`. */
  readonly publicUrl: URL | undefined;
  readonly dataDir: string;
  readonly frontendDir: string;
  /** A package or an absolute path that exports a service definition. */
  readonly service: string;
  /** How long a conversation is kept after it was last written in; undefined: for ever. */
  readonly retentionDays: number | undefined;
  readonly logLevel: LogLevel;
  readonly authentication: Authentication;
  readonly claims: ClaimNames;
  /** Web pages elsewhere that may connect. */
  readonly allowedOrigins: readonly string[];
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly alertWebhook: URL | undefined;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * Reads how the server is to run.
 *
 * @throws BadSettings that names everything that is wrong.
 */
export function readConfig(environment: Environment): Config {
  const read = new Reader(environment);
  const host = read.optional('HOST') ?? '127.0.0.1';
  const config: Config = {
    host,
    port: read.optional('PORT') ?? 3000,
    publicUrl: read.optional('PUBLIC_URL'),
    dataDir: dataDirOf(read),
    frontendDir: resolve(ROOT, read.optional('FRONTEND_DIR') ?? join('frontend', 'build')),
    service: serviceOf(read),
    retentionDays: read.optional('RETENTION_DAYS'),
    logLevel: read.optional('LOG_LEVEL') ?? 'info',
    authentication: readAuthentication(read, host),
    claims: {
      name: read.optional('AUTH_CLAIM_NAME') ?? STANDARD_CLAIMS.name,
      level: read.optional('AUTH_CLAIM_LEVEL') ?? STANDARD_CLAIMS.level,
      role: read.optional('AUTH_CLAIM_ROLE') ?? STANDARD_CLAIMS.role,
      timeZone: read.optional('AUTH_CLAIM_TIME_ZONE') ?? STANDARD_CLAIMS.timeZone,
      groups: read.optional('AUTH_CLAIM_GROUPS') ?? STANDARD_CLAIMS.groups,
      operatorGroup: read.optional('AUTH_OPERATOR_GROUP'),
    },
    allowedOrigins: read.optional('ALLOWED_ORIGINS') ?? [],
    trustedProxies: read.optional('TRUSTED_PROXIES') ?? [],
    alertWebhook: read.optional('ALERT_WEBHOOK'),
  };
  read.throwProblems();
  return config;
}

/**
 * Reads what the tools beside the server need of its settings.
 *
 * @throws BadSettings
 */
export function readToolConfig(environment: Environment): Pick<Config, 'dataDir' | 'service'> {
  const read = new Reader(environment);
  const config = { dataDir: dataDirOf(read), service: serviceOf(read) };
  read.throwProblems();
  return config;
}

const dataDirOf = (read: Reader): string => resolve(ROOT, read.optional('DATA_DIR') ?? '.data');

/** A name that begins with a dot or a slash is a file's, any other a package's. */
function serviceOf(read: Reader): string {
  const service = read.optional('SERVICE') ?? '@agentic-service-bot/smart-home';
  return /^[./]/.test(service) ? resolve(ROOT, service) : service;
}

function readAuthentication(read: Reader, host: string): Authentication {
  const secret = read.optional('AUTH_SECRET');
  const issuer = read.optional('AUTH_ISSUER');
  const clientId = read.optional('AUTH_CLIENT_ID');
  // An ID token is made out to the client that asked for it.
  const audience = read.optional('AUTH_AUDIENCE') ?? clientId;
  if (read.isSet('AUTH_SECRET') && read.isSet('AUTH_ISSUER')) {
    read.problem('AUTH_SECRET and AUTH_ISSUER are both set: set one of them.');
  }
  if (issuer !== undefined) {
    if (audience === undefined) read.problem(`AUTH_AUDIENCE is missing: ${settings.AUTH_AUDIENCE.advice}.`);
    return { kind: 'issuer', issuer, audience: audience ?? '', clientId };
  }
  if (clientId !== undefined && !read.isSet('AUTH_ISSUER')) {
    read.problem('AUTH_CLIENT_ID is set without AUTH_ISSUER: set that to the issuer that knows it.');
  }
  if (secret !== undefined) return { kind: 'secret', secret, audience };
  if (!read.isSet('AUTH_SECRET') && !read.isSet('AUTH_ISSUER') && !isLoopback(host)) {
    read.problem(
      `HOST is "${host}", which others can reach, and in demo mode anybody may be anyone: ` +
        'set AUTH_SECRET or AUTH_ISSUER, or leave HOST out.',
    );
  }
  return { kind: 'demo' };
}

type Name = keyof typeof settings;

/** Reads settings one at a time, and remembers everything that is wrong with them. An empty one counts as missing. */
class Reader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  optional<N extends Name>(name: N): z.output<(typeof settings)[N]['schema']> | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    const parsed = settings[name].schema.safeParse(value);
    if (parsed.success) return parsed.data as z.output<(typeof settings)[N]['schema']>;
    const shown = SECRET_SETTINGS.has(name) ? 'can not be used' : `is "${value}"`;
    this.problem(`${name} ${shown}: ${settings[name].advice}.`);
    return undefined;
  }

  isSet(name: Name): boolean {
    return this.#value(name) !== undefined;
  }

  problem(line: string): void {
    this.#problems.push(line);
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new BadSettings(this.#problems);
  }

  #value(name: Name): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === '' ? undefined : value;
  }
}
