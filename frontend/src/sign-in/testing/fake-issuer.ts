import { SignIn } from '../sign-in.ts';

export const ISSUER = 'https://login.example.com';
const HOUR_MS = 60 * 60_000;

/** An issuer and the tab that signs in there, both in a test's hands. */
export class FakeIssuer {
  readonly stored = new Map<string, string>();
  /** What the token endpoint was asked, latest last. */
  readonly asked: URLSearchParams[] = [];
  address = new URL('https://chat.example.com/#/c/1');
  left: URL | undefined;
  /** Its clock. */
  now = Date.now();
  /** By how much the clock of the tab's device is ahead of it, milliseconds. */
  deviceIsAhead = 0;
  refreshToken: string | undefined = 'refresh';
  /** Answers instead of tokens, where a test wants that. */
  answer: (() => Promise<Response>) | undefined;
  endSessionEndpoint: string | undefined;
  #nonce = '';

  /** A page that has just been loaded. */
  open(): SignIn {
    this.left = undefined;
    return new SignIn(
      {
        issuer: ISSUER,
        authorizationEndpoint: `${ISSUER}/authorize?tenant=1`,
        tokenEndpoint: `${ISSUER}/token`,
        clientId: 'pages',
        ...(this.endSessionEndpoint !== undefined && { endSessionEndpoint: this.endSessionEndpoint }),
      },
      {
        fetch: (_, init) => {
          this.asked.push(new URLSearchParams(init?.body as URLSearchParams));
          return this.answer?.() ?? Promise.resolve(this.#tokens());
        },
        storage: {
          getItem: (key) => this.stored.get(key) ?? null,
          setItem: (key, value) => void this.stored.set(key, value),
          removeItem: (key) => void this.stored.delete(key),
        },
        page: {
          address: () => new URL(this.address),
          leaveFor: (address) => {
            this.left = address;
          },
          rename: (address) => {
            this.address = address;
          },
        },
        now: () => this.now + this.deviceIsAhead,
      },
    );
  }

  /** Begins a sign-in and comes back as the issuer would send one back. */
  async comeBack(more: Readonly<Record<string, string>> = { code: 'code' }): Promise<SignIn> {
    await this.open().begin();
    const state = this.left?.searchParams.get('state') ?? '';
    this.#nonce = this.left?.searchParams.get('nonce') ?? '';
    this.address = new URL('https://chat.example.com/');
    for (const [name, value] of Object.entries({ state, ...more }))
      this.address.searchParams.set(name, value);
    return this.open();
  }

  #tokens(): Response {
    const seconds = Math.floor(this.now / 1_000);
    const claims = {
      iss: ISSUER,
      aud: 'pages',
      sub: 'ann',
      iat: seconds,
      exp: seconds + HOUR_MS / 1_000,
      nonce: this.#nonce,
    };
    const part = (value: unknown): string =>
      btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    return Response.json({
      access_token: 'access',
      token_type: 'bearer',
      id_token: `${part({ alg: 'RS256', n: this.asked.length })}.${part(claims)}.${part('signed')}`,
      ...(this.refreshToken !== undefined && { refresh_token: this.refreshToken }),
    });
  }
}
