import type { Trust } from './verify.ts';

/** Trusts tokens that whoever knows the secret has signed (HS256). */
export function sharedSecret(secret: string, audience: string | undefined): () => Promise<Trust> {
  const trust: Trust = {
    key: new TextEncoder().encode(secret),
    options: { algorithms: ['HS256'], ...(audience === undefined ? {} : { audience }) },
  };
  return () => Promise.resolve(trust);
}
