import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Answer } from './wire.ts';

const KEY_ID = 'simulated-1';

/** The user pool, in the place of Cognito: it signs tokens, and serves the keys that they are checked with. */
export class Issuer {
  readonly #url: string;
  readonly #audience: string;
  readonly #key: CryptoKey;
  readonly #publicKey: JWK;

  private constructor(url: string, audience: string, key: CryptoKey, publicKey: JWK) {
    this.#url = url;
    this.#audience = audience;
    this.#key = key;
    this.#publicKey = publicKey;
  }

  /** `url` is what tokens name as their issuer, without a slash at the end. */
  static async open(url: string, audience: string): Promise<Issuer> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    return new Issuer(url, audience, privateKey, await exportJWK(publicKey));
  }

  /** Signs an id token; `now` and `lifetime` in seconds. */
  async sign(claims: Readonly<Record<string, unknown>>, now: number, lifetime = 3_600): Promise<string> {
    return await new SignJWT({ token_use: 'id', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
      .setIssuer(this.#url)
      .setAudience(this.#audience)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(this.#key);
  }

  /** Serves the discovery document and the keys. */
  answer(host: string, path: string): Answer {
    const asked = `https://${host}${path}`;
    const keys = `${this.#url}/.well-known/jwks.json`;
    const documents = new Map<string, unknown>([
      [keys, { keys: [{ ...this.#publicKey, kid: KEY_ID, alg: 'RS256', use: 'sig' }] }],
      [
        `${this.#url}/.well-known/openid-configuration`,
        { issuer: this.#url, jwks_uri: keys, id_token_signing_alg_values_supported: ['RS256'] },
      ],
    ]);
    const found = documents.get(asked);
    return {
      status: found === undefined ? 404 : 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(found ?? { message: `Nothing is at ${asked}` }),
    };
  }
}
