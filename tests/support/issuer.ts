import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Answer } from '../cloud/platform/wire.ts';
import { json, redirect, type Asked } from './web.ts';

const KEY_ID = 'simulated-1';
const SESSION = 'session';
/** How long a token is good for, seconds. */
const LIFETIME = 3_600;

/** Somebody whom the issuer knows, as their tokens say it. */
export interface Account {
  readonly sub: string;
  readonly name: string;
  readonly [claim: string]: unknown;
}

/** What an issuer knows of the pages for which people sign in. */
export interface IssuerOptions {
  /** What tokens name as their issuer, without a slash at the end; its documents are below it. */
  readonly url: string;
  /** Where people sign in, without a slash at the end. */
  readonly pages: string;
  readonly clientId: string;
  /** Addresses that people may be sent back to; without it, any. */
  readonly returnTo?: readonly string[];
  /** What tokens may be asked for; without it, anything. */
  readonly scopes?: readonly string[];
  readonly accounts: readonly Account[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A sign-in that is under way. */
interface Begun {
  readonly account: Account;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly redirectUri: string;
}

/** An OpenID Connect issuer: sign-in page, code flow with PKCE, refresh, keys. People sign in by choosing who they are. */
export class Issuer {
  /** The grants that it has given tokens for, in order. */
  readonly grants: string[] = [];
  readonly #options: IssuerOptions;
  readonly #key: CryptoKey;
  readonly #publicKey: JWK;
  readonly #codes = new Map<string, Begun>();
  readonly #refreshTokens = new Map<string, Account>();
  /** Who is signed in, by the cookie of their browser. */
  readonly #sessions = new Map<string, Account>();
  readonly #answers: ReadonlyMap<string, (asked: Asked) => Answer | Promise<Answer>>;

  private constructor(options: IssuerOptions, key: CryptoKey, publicKey: JWK) {
    this.#options = options;
    this.#key = key;
    this.#publicKey = publicKey;
    const { url, pages } = options;
    this.#answers = new Map<string, (asked: Asked) => Answer | Promise<Answer>>([
      [`${url}/.well-known/openid-configuration`, () => this.#discovery()],
      [`${url}/.well-known/jwks.json`, () => this.#keys()],
      [`${pages}/oauth2/authorize`, (asked) => this.#authorize(asked)],
      [`${pages}/oauth2/token`, (asked) => this.#token(asked)],
      [`${pages}/logout`, (asked) => this.#logout(asked)],
    ]);
  }

  /** Where people sign in. */
  get pages(): string {
    return this.#options.pages;
  }

  static async open(options: IssuerOptions): Promise<Issuer> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    return new Issuer(options, privateKey, await exportJWK(publicKey));
  }

  /** Signs an id token; `now` and `lifetime` in seconds. */
  async sign(claims: Readonly<Record<string, unknown>>, now: number, lifetime = LIFETIME): Promise<string> {
    return await new SignJWT({ token_use: 'id', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
      .setIssuer(this.#options.url)
      .setAudience(this.#options.clientId)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(this.#key);
  }

  /** Serves its documents and its pages. */
  async answer(asked: Asked): Promise<Answer> {
    const { origin, pathname } = asked.url;
    const found = this.#answers.get(`${origin}${pathname}`);
    return found === undefined
      ? { status: 404, body: `Nothing is at ${asked.url.href}` }
      : await found(asked);
  }

  #discovery(): Answer {
    const { url, pages } = this.#options;
    return json({
      issuer: url,
      jwks_uri: `${url}/.well-known/jwks.json`,
      authorization_endpoint: `${pages}/oauth2/authorize`,
      token_endpoint: `${pages}/oauth2/token`,
      end_session_endpoint: `${pages}/logout`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  }

  #keys(): Answer {
    return json({ keys: [{ ...this.#publicKey, kid: KEY_ID, alg: 'RS256', use: 'sig' }] });
  }

  #authorize({ url: { searchParams: query }, headers }: Asked): Answer {
    const wrong = this.#wrongWith(query);
    if (wrong !== undefined) return { status: 400, body: wrong };
    const chosen = this.#options.accounts.find(({ sub }) => sub === query.get('account'));
    const [, session = randomUUID()] = new RegExp(`${SESSION}=([\\w-]+)`).exec(headers.cookie ?? '') ?? [];
    if (chosen !== undefined) this.#sessions.set(session, chosen);
    const account = this.#sessions.get(session);
    if (account === undefined) return this.#signInPage(query);
    const redirectUri = query.get('redirect_uri') ?? '';
    const code = randomUUID();
    const nonce = query.get('nonce');
    this.#codes.set(code, { account, challenge: query.get('code_challenge') ?? '', nonce, redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    return redirect(back, { 'set-cookie': `${SESSION}=${session}; Path=/; HttpOnly; SameSite=Lax` });
  }

  /** What is wrong with a request to sign in, if something is. */
  #wrongWith(query: URLSearchParams): string | undefined {
    const { clientId, returnTo, scopes } = this.#options;
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== clientId) return 'Not a request of the client.';
    if (query.get('code_challenge_method') !== 'S256') return 'No challenge.';
    if (returnTo?.includes(redirectUri) === false) return `Nobody is sent back to ${redirectUri}.`;
    const unknown = (query.get('scope') ?? '')
      .split(' ')
      .filter((scope) => scopes?.includes(scope) === false);
    return unknown.length > 0 ? `The client may not ask for ${unknown.join(' ')}.` : undefined;
  }

  #signInPage(query: URLSearchParams): Answer {
    const links = this.#options.accounts.map(({ sub, name }) => {
      const link = new URLSearchParams([...query, ['account', sub]]);
      return `<p><a href="?${link.toString().replaceAll('&', '&amp;')}">${name}</a></p>`;
    });
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="en"><title>Sign in</title><link rel="icon" href="data:,">${links.join('')}`,
    };
  }

  async #token({ body }: Asked): Promise<Answer> {
    const form = new URLSearchParams(body);
    // Pages of any origin may ask.
    const headers = { 'access-control-allow-origin': '*' };
    const granted = this.#grantOf(form);
    if (granted === undefined) return json({ error: 'invalid_grant' }, 400, headers);
    const { account, nonce } = granted;
    this.grants.push(form.get('grant_type') ?? '');
    const refreshToken = randomUUID();
    this.#refreshTokens.set(refreshToken, account);
    const claims = { ...account, ...(nonce !== null && { nonce }) };
    const tokens = {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: LIFETIME,
      refresh_token: refreshToken,
      id_token: await this.sign(claims, Math.floor(this.#options.now() / 1_000)),
    };
    return json(tokens, 200, headers);
  }

  #grantOf(form: URLSearchParams): Pick<Begun, 'account' | 'nonce'> | undefined {
    if (form.get('grant_type') === 'refresh_token') {
      const account = this.#refreshTokens.get(form.get('refresh_token') ?? '');
      return account && { account, nonce: null };
    }
    const code = form.get('code') ?? '';
    const begun = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return begun?.challenge === challenge && begun.redirectUri === form.get('redirect_uri')
      ? begun
      : undefined;
  }

  #logout({ url: { searchParams: query } }: Asked): Answer {
    const back = query.get('post_logout_redirect_uri') ?? '';
    if (this.#options.returnTo?.includes(back) === false) {
      return { status: 400, body: `Nobody is sent back to ${back}.` };
    }
    return redirect(new URL(back), { 'set-cookie': `${SESSION}=; Path=/; Max-Age=0` });
  }
}
