import { STANDARD_CLAIMS } from '@agentic-service-bot/bot';
import { ManualClock } from '@agentic-service-bot/bot/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { discoverIssuer, oidcIssuer } from './oidc-issuer.ts';
import { sharedSecret } from './shared-secret.ts';
import { verifier } from './verify.ts';

const now = () => new Date('2026-05-04T10:00:00.000Z');
const SECRET = 'a secret of at least thirty-two bytes';
const ISSUER = 'https://login.example.com';

interface Claims {
  readonly sub?: string;
  readonly aud?: string;
  readonly iss?: string;
  readonly expiresAt?: string;
}

async function sign(key: Parameters<SignJWT['sign']>[0], alg: string, { expiresAt, ...claims }: Claims) {
  const token = new SignJWT({ sub: 'ann', ...claims }).setProtectedHeader({ alg, kid: 'k' });
  return token.setExpirationTime(new Date(expiresAt ?? '2026-05-04T11:00:00.000Z')).sign(key);
}

describe('with a shared secret', () => {
  const verify = verifier(sharedSecret(SECRET, 'chat'), STANDARD_CLAIMS, now);
  const signed = (claims: Claims, secret = SECRET) => sign(new TextEncoder().encode(secret), 'HS256', claims);

  it('a token of whoever knows it is taken', async () => {
    await expect(verify(await signed({ aud: 'chat' }))).resolves.toMatchObject({
      principal: { id: 'ann' },
      expiresAt: '2026-05-04T11:00:00.000Z',
    });
  });

  it('any other is not', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const good = await signed({ aud: 'chat' });
    const [header, , signature] = good.split('.');
    const body = Buffer.from(JSON.stringify({ sub: 'eve', aud: 'chat', exp: 4e9 })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');

    const tokens = [
      '',
      'nonsense',
      'a.b.c',
      `${none}.${body}.`,
      [header, body, signature].join('.'),
      await signed({ aud: 'chat' }, 'another secret of thirty-two bytes!'),
      await signed({ aud: 'shop' }),
      await signed({ aud: 'chat', expiresAt: '2026-05-04T10:00:00.000Z' }),
      await sign(privateKey, 'RS256', { aud: 'chat' }),
    ];
    for (const token of tokens) await expect(verify(token), token).resolves.toBeUndefined();
  });

  it('without an audience any is taken', async () => {
    await expect(
      verifier(sharedSecret(SECRET, undefined), STANDARD_CLAIMS, now)(await signed({})),
    ).resolves.toBeDefined();
  });
});

describe('with an issuer', () => {
  async function issuer(says = ISSUER) {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }] };
    const fetch = vi.fn<typeof globalThis.fetch>(async (url) => {
      const path = new URL(url instanceof Request ? url.url : url).pathname;
      return path === '/keys'
        ? Response.json(keys)
        : Response.json({ issuer: says, jwks_uri: `${ISSUER}/keys` });
    });
    const clock = new ManualClock(now().toISOString());
    const verify = verifier(
      oidcIssuer(discoverIssuer(new URL(ISSUER), fetch, clock.now), 'chat', fetch),
      STANDARD_CLAIMS,
      now,
    );
    return { privateKey, fetch, verify, clock };
  }

  it('its tokens are taken, and its keys are asked for once', async () => {
    const { privateKey, fetch, verify } = await issuer();
    const token = await sign(privateKey, 'ES256', { iss: ISSUER, aud: 'chat' });

    await expect(verify(token)).resolves.toMatchObject({ principal: { id: 'ann' } });
    await expect(verify(token)).resolves.toMatchObject({ principal: { id: 'ann' } });

    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('those of others, for others, or signed with a secret are not', async () => {
    const { privateKey, verify } = await issuer();
    const { privateKey: foreign } = await generateKeyPair('ES256');
    const secret = new TextEncoder().encode(SECRET);

    for (const token of [
      await sign(privateKey, 'ES256', { iss: ISSUER, aud: 'shop' }),
      await sign(privateKey, 'ES256', { iss: 'https://evil.example', aud: 'chat' }),
      await sign(foreign, 'ES256', { iss: ISSUER, aud: 'chat' }),
      await sign(secret, 'HS256', { iss: ISSUER, aud: 'chat' }),
    ]) {
      await expect(verify(token)).resolves.toBeUndefined();
    }
  });

  it('that can not be reached, nobody is told that the token is wrong; five seconds later it is asked again', async () => {
    const { privateKey, fetch, verify, clock } = await issuer();
    const token = await sign(privateKey, 'ES256', { iss: ISSUER, aud: 'chat' });
    fetch.mockRejectedValueOnce(new TypeError('fetch failed'));
    await expect(verify(token)).rejects.toThrow('fetch failed');
    clock.advance(4_999);
    await expect(verify(token)).rejects.toThrow('fetch failed');
    expect(fetch).toHaveBeenCalledOnce();
    clock.advance(1);
    fetch.mockResolvedValueOnce(new Response('', { status: 500 }));
    await expect(verify(token)).rejects.toThrow('500');
    clock.advance(5_000);

    await expect(verify(token)).resolves.toBeDefined();
  });

  it('that says that it is another is not believed', async () => {
    const { privateKey, verify } = await issuer('https://evil.example');

    await expect(verify(await sign(privateKey, 'ES256', { iss: ISSUER, aud: 'chat' }))).rejects.toThrow(
      'says that it is https://evil.example',
    );
  });
});
