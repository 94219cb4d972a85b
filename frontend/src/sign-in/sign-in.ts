import * as oauth from 'oauth4webapi';
import { RENEW_BEFORE_EXPIRY_MS } from '../session/index.ts';
import type { SignInSettings } from './settings.ts';

const SCOPE = 'openid profile';
/** Where the tab keeps what a sign-in that is under way must be compared with. */
const PENDING = 'sign-in-pending';
/** Says that somebody was signed in in this tab, so that a reload asks the issuer and not the person. */
const REMEMBERED = 'signed-in';
/**
 * How long before its end a token is not handed out any more, milliseconds. A renewed line is to get another one, though
 * timers and the way from the issuer may take a while.
 */
const SPARE_MS = RENEW_BEFORE_EXPIRY_MS + 30_000;
/** In seconds, a day. When a token ends is for the server to say: the clock of this device may be wrong. */
const CLOCK_TOLERANCE = 24 * 60 * 60;
/** The server checks the signature; a page that got the token over TLS from the issuer itself need not. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** What signing in takes from the browser. */
export interface SignInEnvironment {
  readonly fetch: typeof globalThis.fetch;
  /** The tab's own storage. No token is ever put there. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly page: {
    /** The page's whole address. */
    address(): URL;
    /** Goes to another site. */
    leaveFor(address: URL): void;
    /** Puts another address of this page in place of the present one, without loading it. */
    rename(address: URL): void;
  };
  readonly now: () => number;
}

/** The issuer said no, or what came back is not what this tab had asked for. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** What the address had after `#`. */
  readonly hash: string;
}

interface Tokens {
  readonly idToken: string;
  /** By the clock of this device, milliseconds since 1970. */
  readonly endsAt: number;
  readonly refreshToken: string | undefined;
}

/**
 * Signs people in at an OpenID Connect issuer: authorization code with PKCE (RFC 9700). Tokens are in memory only; after a
 * reload the issuer, which knows its own session, is asked again.
 */
export class SignIn {
  readonly #settings: SignInSettings;
  readonly #environment: SignInEnvironment;
  readonly #server: oauth.AuthorizationServer;
  readonly #client: oauth.Client;
  readonly #requests: oauth.TokenEndpointRequestOptions;
  #tokens: Tokens | undefined;
  #refreshing: Promise<string | undefined> | undefined;

  constructor(settings: SignInSettings, environment: SignInEnvironment) {
    this.#settings = settings;
    this.#environment = environment;
    this.#server = {
      issuer: settings.issuer,
      authorization_endpoint: settings.authorizationEndpoint,
      token_endpoint: settings.tokenEndpoint,
      id_token_signing_alg_values_supported: ALGORITHMS,
    };
    this.#client = { client_id: settings.clientId, [oauth.clockTolerance]: CLOCK_TOLERANCE };
    this.#requests = {
      [oauth.customFetch]: (url, options) => environment.fetch(url, options),
      // An issuer on this machine, to try things out.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; never on elsewhere
      [oauth.allowInsecureRequests]: isOnThisMachine(settings.tokenEndpoint),
    };
  }

  /**
   * Takes what the issuer sent back with the address, or asks it whether it still knows who signed in here before.
   *
   * @returns `leaving` when the page is about to be left for the issuer's.
   * @throws SignInRefused, or what the network throws.
   */
  async resume(): Promise<'signed-in' | 'signed-out' | 'leaving'> {
    const { storage, page } = this.#environment;
    const address = page.address();
    if (address.searchParams.has('state')) {
      await this.#complete(address);
      return 'signed-in';
    }
    if (storage.getItem(REMEMBERED) === null) return 'signed-out';
    await this.begin();
    return 'leaving';
  }

  /** Leaves for the issuer's page. */
  async begin(): Promise<void> {
    const { storage, page } = this.#environment;
    const pending: Pending = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
      hash: page.address().hash,
    };
    storage.setItem(PENDING, JSON.stringify(pending));
    const address = new URL(this.#settings.authorizationEndpoint);
    const parameters = {
      client_id: this.#settings.clientId,
      redirect_uri: this.#redirectUri(),
      response_type: 'code',
      scope: SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    page.leaveFor(address);
  }

  /** A token that is valid for a while; undefined if the person has to sign in again. */
  async token(): Promise<string | undefined> {
    const tokens = this.#tokens;
    if (tokens === undefined) return undefined;
    if (this.#environment.now() < tokens.endsAt - SPARE_MS) return tokens.idToken;
    this.#refreshing ??= this.#refresh(tokens).finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** Forgets who signed in, here and, if it has a page for that, at the issuer. */
  signOut(): 'here' | 'leaving' {
    this.#tokens = undefined;
    this.#environment.storage.removeItem(REMEMBERED);
    const { endSessionEndpoint, clientId } = this.#settings;
    if (endSessionEndpoint === undefined) return 'here';
    const address = new URL(endSessionEndpoint);
    address.searchParams.set('client_id', clientId);
    // OpenID Connect's name for it, and Cognito's. No `id_token_hint`: tokens have no place in an address.
    address.searchParams.set('post_logout_redirect_uri', this.#redirectUri());
    address.searchParams.set('logout_uri', this.#redirectUri());
    this.#environment.page.leaveFor(address);
    return 'leaving';
  }

  async #complete(address: URL): Promise<void> {
    const { storage, page } = this.#environment;
    const pending = readPending(storage.getItem(PENDING));
    storage.removeItem(PENDING);
    const clean = new URL(this.#redirectUri());
    clean.hash = pending?.hash ?? '';
    page.rename(clean);
    if (pending === undefined) throw new SignInRefused('This sign-in was not begun in this tab.');
    const tokens = await this.#refusable(async () => {
      const parameters = oauth.validateAuthResponse(this.#server, this.#client, address, pending.state);
      const response = await oauth.authorizationCodeGrantRequest(
        this.#server,
        this.#client,
        oauth.None(),
        parameters,
        this.#redirectUri(),
        pending.verifier,
        this.#requests,
      );
      return oauth.processAuthorizationCodeResponse(this.#server, this.#client, response, {
        expectedNonce: pending.nonce,
        requireIdToken: true,
      });
    });
    this.#keep(tokens, undefined);
    storage.setItem(REMEMBERED, 'yes');
  }

  async #refresh({ refreshToken }: Tokens): Promise<string | undefined> {
    if (refreshToken === undefined) return undefined;
    try {
      const tokens = await this.#refusable(async () =>
        oauth.processRefreshTokenResponse(
          this.#server,
          this.#client,
          await oauth.refreshTokenGrantRequest(
            this.#server,
            this.#client,
            oauth.None(),
            refreshToken,
            this.#requests,
          ),
        ),
      );
      return this.#keep(tokens, refreshToken);
    } catch (error) {
      if (error instanceof SignInRefused) return undefined;
      throw error;
    }
  }

  #keep(tokens: oauth.TokenEndpointResponse, earlier: string | undefined): string | undefined {
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (tokens.id_token === undefined || claims === undefined) return undefined;
    this.#tokens = {
      idToken: tokens.id_token,
      endsAt: this.#environment.now() + (claims.exp - claims.iat) * 1_000,
      refreshToken: tokens.refresh_token ?? earlier,
    };
    return tokens.id_token;
  }

  /** What the library finds wrong with an answer is the issuer's no; what the network throws stays what it is. */
  async #refusable<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (REFUSALS.some((kind) => error instanceof kind)) {
        throw new SignInRefused('The sign-in was refused.', { cause: error });
      }
      throw error;
    }
  }

  /** The one address that the issuer knows, whichever the page was opened with: it compares them letter by letter. */
  #redirectUri(): string {
    return `${this.#environment.page.address().origin}/`;
  }
}

const REFUSALS = [
  oauth.AuthorizationResponseError,
  oauth.ResponseBodyError,
  oauth.OperationProcessingError,
  oauth.WWWAuthenticateChallengeError,
];

/** What this tab had stored; anything else counts as nothing. */
function readPending(text: string | null): Pending | undefined {
  return text === null ? undefined : (JSON.parse(text) as Pending);
}

const isOnThisMachine = (address: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
