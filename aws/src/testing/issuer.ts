import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID Connect issuer without a server: `fetch` answers in its name. */
export class Issuer {
  readonly url = new URL('https://login.example/pool');
  /** What was asked of it, in order. */
  readonly asked: string[] = [];
  /** What it fails with instead of answering. */
  failure: { readonly status: number } | undefined;
  readonly #keys = new Map<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>();

  constructor() {
    this.rotate('first');
  }

  /** From now on it signs with a new key. */
  rotate(kid: string): void {
    this.#keys.set(kid, generateKeyPairSync('rsa', { modulusLength: 2048 }));
  }

  /** Signs a token as its newest key, or as the one of that name; `claims` come over the usual ones. */
  token(claims: object, kid = [...this.#keys.keys()].at(-1) ?? ''): string {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const usual = { iss: this.url.href, aud: 'client', sub: 'ann', exp };
    const signed = `${part({ alg: 'RS256', kid })}.${part({ ...usual, ...claims })}`;
    const key = this.#keys.get(kid)?.privateKey;
    if (key === undefined) throw new Error(`No key ${kid}`);
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  }

  readonly fetch: typeof globalThis.fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    this.asked.push(url);
    if (this.failure !== undefined) return new Response('', this.failure);
    const keys = new URL('https://login.example/keys');
    if (url === `${this.url.href}/.well-known/openid-configuration`) {
      return Response.json({ issuer: this.url.href, jwks_uri: keys.href });
    }
    if (url !== keys.href) return new Response('', { status: 404 });
    return Response.json({
      keys: [...this.#keys].map(([kid, { publicKey }]) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg: 'RS256',
        use: 'sig',
      })),
    });
  };
}
