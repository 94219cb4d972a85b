import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Answer } from '../cloud/platform/wire.ts';
import { Issuer } from './issuer.ts';

const PAGES = 'https://login.example';
const BACK = 'https://chat.example/';
const VERIFIER = 'a-secret-of-the-page';
const REQUEST = {
  client_id: 'pages',
  redirect_uri: BACK,
  scope: 'openid profile',
  state: 's',
  nonce: 'n',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
  account: 'ann',
};

const open = () =>
  Issuer.open({
    url: 'https://issuer.example',
    pages: PAGES,
    clientId: 'pages',
    returnTo: [BACK],
    scopes: ['openid', 'profile'],
    accounts: [{ sub: 'ann', name: 'Ann Lee' }],
    now: () => 0,
  });

const ask = async (issuer: Issuer, path: string, query: Record<string, string>, body = ''): Promise<Answer> =>
  await issuer.answer({
    method: body === '' ? 'GET' : 'POST',
    url: new URL(`${PAGES}${path}?${new URLSearchParams(query)}`),
    headers: {},
    body,
  });

const redeem = (issuer: Issuer, code: string, verifier = VERIFIER): Promise<Answer> => {
  const form = { grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: verifier };
  return ask(issuer, '/oauth2/token', {}, new URLSearchParams(form).toString());
};

async function codeOf(issuer: Issuer): Promise<string> {
  const { headers } = await ask(issuer, '/oauth2/authorize', REQUEST);
  return new URL(headers?.['location'] ?? '').searchParams.get('code') ?? '';
}

it.each([
  ['an address that is not the client’s', { redirect_uri: 'https://chat.example' }],
  ['a scope that the client has not', { scope: 'openid phone' }],
  ['another client', { client_id: 'others' }],
  ['no challenge', { code_challenge_method: 'plain' }],
])('nobody signs in with %s', async (_, wrong) => {
  expect((await ask(await open(), '/oauth2/authorize', { ...REQUEST, ...wrong })).status).toBe(400);
});

it('a code is good once, and for whoever asked for it', async () => {
  const issuer = await open();
  expect((await redeem(issuer, await codeOf(issuer), 'another')).status).toBe(400);
  const code = await codeOf(issuer);
  expect((await redeem(issuer, code)).status).toBe(200);
  expect((await redeem(issuer, code)).status).toBe(400);
  expect(issuer.grants).toEqual(['authorization_code']);
});

it('whoever signs out goes to an address of the client only', async () => {
  const issuer = await open();
  const out = (to: string) => ask(issuer, '/logout', { post_logout_redirect_uri: to });
  expect(await out(BACK)).toMatchObject({ status: 302, headers: { location: BACK } });
  expect((await out('https://elsewhere.example/')).status).toBe(400);
});
