import { beforeEach, describe, expect, test } from 'vitest';
import { RENEW_BEFORE_EXPIRY_MS } from '../session/index.ts';
import { SignInRefused } from './sign-in.ts';
import { FakeIssuer, ISSUER } from './testing/fake-issuer.ts';

const HOUR_MS = 60 * 60_000;

let issuer: FakeIssuer;
beforeEach(() => {
  issuer = new FakeIssuer();
});

describe('signing in', () => {
  test('leaves for the issuer with a challenge, and no token in the address', async () => {
    const signIn = issuer.open();
    expect(await signIn.resume()).toBe('signed-out');
    expect(await signIn.token()).toBeUndefined();
    await signIn.begin();
    expect(Object.fromEntries(issuer.left?.searchParams ?? [])).toMatchObject({
      tenant: '1',
      client_id: 'pages',
      redirect_uri: 'https://chat.example.com/',
      response_type: 'code',
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
  });

  test('comes back to the one address that the issuer knows', async () => {
    issuer.address = new URL('https://chat.example.com/operator/inbox?from=mail#/c/1');
    await issuer.open().begin();
    expect(issuer.left?.searchParams.get('redirect_uri')).toBe('https://chat.example.com/');
  });

  test('takes the code that comes back for a token, and leads to where one was', async () => {
    const signIn = await issuer.comeBack();
    expect(await signIn.resume()).toBe('signed-in');
    expect(issuer.address.href).toBe('https://chat.example.com/#/c/1');
    expect(await signIn.token()).toMatch(/^ey/u);
    const asked = Object.fromEntries(issuer.asked[0] ?? []);
    expect(asked).toMatchObject({ grant_type: 'authorization_code', code: 'code', client_id: 'pages' });
    expect(asked['code_verifier']).toHaveLength(43);
  });

  test('keeps no token anywhere but in memory; a reload asks the issuer', async () => {
    const signIn = await issuer.comeBack();
    await signIn.resume();
    expect([...issuer.stored]).toEqual([['signed-in', 'yes']]);
    const reloaded = issuer.open();
    expect(await reloaded.resume()).toBe('leaving');
    expect(issuer.left?.origin).toBe(ISSUER);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['the issuer says no', async () => (await issuer.comeBack({ error: 'access_denied' })).resume()],
    [
      'it answers another question',
      async () => (await issuer.comeBack({ code: 'c', state: 'other' })).resume(),
    ],
    [
      'the code is not taken',
      async () => {
        issuer.answer = () => Promise.resolve(Response.json({ error: 'invalid_grant' }, { status: 400 }));
        return (await issuer.comeBack()).resume();
      },
    ],
    [
      'it was begun in another tab',
      async () => {
        const signIn = await issuer.comeBack();
        issuer.stored.clear();
        return signIn.resume();
      },
    ],
  ])('is refused when %s', async (_, run) => {
    await expect(run()).rejects.toThrow(SignInRefused);
    expect(issuer.stored.has('signed-in')).toBe(false);
    expect(issuer.address.search).toBe('');
  });

  test('that could not reach the issuer is no refusal', async () => {
    issuer.answer = () => Promise.reject(new TypeError('fetch failed'));
    const signIn = await issuer.comeBack();
    await expect(signIn.resume()).rejects.toThrow(TypeError);
  });
});

describe('a token', () => {
  test('that ends soon is replaced, once for all who ask', async () => {
    const signIn = await issuer.comeBack();
    await signIn.resume();
    const first = await signIn.token();
    expect(await signIn.token()).toBe(first);
    issuer.now += HOUR_MS - 1_000;
    const [second, third] = await Promise.all([signIn.token(), signIn.token()]);
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    expect(issuer.asked.map((asked) => asked.get('grant_type'))).toEqual([
      'authorization_code',
      'refresh_token',
    ]);
  });

  test('is another one by the time at which a connection is renewed', async () => {
    const signIn = await issuer.comeBack();
    await signIn.resume();
    const first = await signIn.token();
    issuer.now += HOUR_MS - RENEW_BEFORE_EXPIRY_MS - 2_000;
    expect(await signIn.token()).not.toBe(first);
  });

  test.each([
    ['ahead', 2 * HOUR_MS],
    ['behind', -2 * HOUR_MS],
  ])('lasts as long as the issuer says, with a clock that is %s', async (_, by) => {
    // The library looks at the real clock, which is the device's.
    issuer.now = Date.now() - by;
    issuer.deviceIsAhead = by;
    const signIn = await issuer.comeBack();
    expect(await signIn.resume()).toBe('signed-in');
    const first = await signIn.token();
    issuer.now += HOUR_MS / 2;
    expect(await signIn.token()).toBe(first);
    issuer.now += HOUR_MS / 2;
    expect(await signIn.token()).not.toBe(first);
  });

  test('that can’t be replaced ends the sign-in', async () => {
    issuer.refreshToken = undefined;
    const signIn = await issuer.comeBack();
    await signIn.resume();
    issuer.now += HOUR_MS;
    expect(await signIn.token()).toBeUndefined();
  });

  test('that the issuer does not replace ends the sign-in; a network that is away does not', async () => {
    const signIn = await issuer.comeBack();
    await signIn.resume();
    issuer.now += HOUR_MS;
    issuer.answer = () => Promise.reject(new TypeError('fetch failed'));
    await expect(signIn.token()).rejects.toThrow(TypeError);
    issuer.answer = () => Promise.resolve(Response.json({ error: 'invalid_grant' }, { status: 400 }));
    expect(await signIn.token()).toBeUndefined();
  });
});

describe('signing out', () => {
  test('forgets who it was', async () => {
    const signIn = await issuer.comeBack();
    await signIn.resume();
    expect(signIn.signOut()).toBe('here');
    expect(await signIn.token()).toBeUndefined();
    expect(await issuer.open().resume()).toBe('signed-out');
  });

  test('leads to the issuer’s page for that, without a token', async () => {
    issuer.endSessionEndpoint = `${ISSUER}/logout`;
    const signIn = await issuer.comeBack();
    await signIn.resume();
    expect(signIn.signOut()).toBe('leaving');
    expect(Object.fromEntries(issuer.left?.searchParams ?? [])).toEqual({
      client_id: 'pages',
      post_logout_redirect_uri: 'https://chat.example.com/',
      logout_uri: 'https://chat.example.com/',
    });
  });
});
