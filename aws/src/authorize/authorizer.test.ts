import { STANDARD_CLAIMS } from '@agentic-service-bot/bot';
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { fromContext } from '../socket/authorizer-context.ts';
import { Issuer } from '../testing/issuer.ts';
import { authorize } from './authorizer.ts';
import { verifier } from './verify.ts';

const methodArn = 'arn:aws:execute-api:us-east-1:111122223333:api/live/$connect';
const claims = { ...STANDARD_CLAIMS, groups: 'cognito:groups', operatorGroup: 'operators' };

const setting = () => {
  const issuer = new Issuer();
  const verify = verifier({ issuer: issuer.url, audience: 'client', claims, fetch: issuer.fetch });
  const gatekeeper = { verify, origins: ['https://shop.example'], now: () => new Date() };
  const ask = async (token: string, headers: Record<string, string> = {}) => {
    const all = { 'Sec-WebSocket-Protocol': `asb.v1, ${token}`, Origin: 'https://shop.example', ...headers };
    return authorize(gatekeeper, { methodArn, headers: all });
  };
  const effect = async (token: string, headers?: Record<string, string>) =>
    (await ask(token, headers)).policyDocument.Statement[0]?.Effect;
  return { issuer, gatekeeper, ask, effect };
};

it('a valid token opens a socket, and says who is on it', async () => {
  const { issuer, ask } = setting();
  const exp = Math.floor(Date.now() / 1000) + 60;
  const answer = await ask(issuer.token({ name: 'Ann', level: 'premium', zoneinfo: 'Europe/Berlin', exp }));
  expect(answer).toMatchObject({
    principalId: 'ann',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
  });
  expect(fromContext(answer.context)).toEqual({
    principal: { id: 'ann', name: 'Ann', role: 'customer' },
    expiresAt: new Date(exp * 1000).toISOString(),
    claims: { level: 'premium', timeZone: 'Europe/Berlin' },
  });
});

it('who is in the group of operators is one', async () => {
  const { issuer, ask } = setting();
  const answer = await ask(issuer.token({ 'cognito:groups': ['staff', 'operators'] }));
  expect(fromContext(answer.context)).toMatchObject({
    principal: { id: 'ann', role: 'operator' },
    claims: {},
  });
});

it('a token that is old, for another application, of another issuer or signed by somebody else is refused', async () => {
  const { issuer, effect } = setting();
  expect(await effect(issuer.token({ exp: Math.floor(Date.now() / 1000) - 1 }))).toBe('Deny');
  expect(await effect(issuer.token({ aud: 'another' }))).toBe('Deny');
  expect(await effect(issuer.token({ aud: undefined, client_id: 'client' }))).toBe('Deny');
  expect(await effect(issuer.token({ iss: 'https://evil.example' }))).toBe('Deny');
  expect(await effect(issuer.token({ sub: undefined }))).toBe('Deny');
  expect(await effect(issuer.token({ exp: undefined }))).toBe('Deny');
  expect(await effect(issuer.token({ role: 'admin' }))).toBe('Deny');
  const [header = '', payload = ''] = issuer.token({}).split('.');
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const forged = sign('sha256', Buffer.from(`${header}.${payload}`), stranger).toString('base64url');
  expect(await effect(`${header}.${payload}.${forged}`)).toBe('Deny');
  const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'first' })).toString('base64url');
  expect(await effect(`${none}.${payload}.`)).toBe('Deny');
  expect(await effect('nonsense')).toBe('Deny');
  expect(await effect(issuer.token({}))).toBe('Allow');
});

it('the token is looked for where the protocol has it, in headers of any case', async () => {
  const { issuer, gatekeeper } = setting();
  const token = issuer.token({});
  const effect = async (headers: Record<string, string> | null) =>
    (await authorize(gatekeeper, { methodArn, headers })).policyDocument.Statement[0]?.Effect;
  expect(await effect({ 'sec-websocket-protocol': `asb.v1,${token}` })).toBe('Allow');
  expect(await effect({ 'Sec-WebSocket-Protocol': `asb.v2, ${token}` })).toBe('Deny');
  expect(await effect({ 'Sec-WebSocket-Protocol': `asb.v1, ${token}, more` })).toBe('Deny');
  expect(await effect({ 'Sec-WebSocket-Protocol': 'asb.v1' })).toBe('Deny');
  expect(await effect({ Authorization: `Bearer ${token}` })).toBe('Deny');
  expect(await effect(null)).toBe('Deny');
});

it('a page from elsewhere is refused, whatever its token', async () => {
  const { issuer, effect } = setting();
  const token = issuer.token({});
  expect(await effect(token, { Origin: 'https://evil.example' })).toBe('Deny');
  expect(await effect(token, { Origin: 'https://shop.example.evil.example' })).toBe('Deny');
  expect(await effect(token, { Origin: 'null' })).toBe('Deny');
  expect(issuer.asked).toEqual([]);
});

it('a token whose time ends while it is looked at is refused', async () => {
  const { issuer, gatekeeper } = setting();
  const later = { ...gatekeeper, now: () => new Date(Date.now() + 3_601_000) };
  const headers = { 'Sec-WebSocket-Protocol': `asb.v1, ${issuer.token({})}` };
  const answer = await authorize(later, { methodArn, headers });
  expect(answer).toMatchObject({
    principalId: 'nobody',
    policyDocument: { Statement: [{ Effect: 'Deny' }] },
  });
});

it('the issuer is asked once, and again when it signs with a new key', async () => {
  const { issuer, effect } = setting();
  await effect(issuer.token({}));
  await effect(issuer.token({ sub: 'bob' }));
  expect(issuer.asked).toHaveLength(2);
  issuer.rotate('second');
  expect(await effect(issuer.token({}))).toBe('Allow');
  expect(issuer.asked).toHaveLength(3);
  expect(await effect(issuer.token({}, 'first'))).toBe('Allow');
});

it('an issuer that can not be reached is a fault, not a refusal, and not remembered', async () => {
  const { issuer, ask, effect } = setting();
  issuer.failure = { status: 503 };
  await expect(ask(issuer.token({}))).rejects.toThrow('503');
  issuer.failure = undefined;
  expect(await effect(issuer.token({}))).toBe('Allow');
});
