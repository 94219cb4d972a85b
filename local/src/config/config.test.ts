import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadSettings } from './bad-settings.ts';
import { readConfig, readToolConfig } from './config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof BadSettings) return error.problems;
    throw error;
  }
}

const root = join(import.meta.dirname, '..', '..', '..');
const SECRET = 'x'.repeat(32);

it('without any setting it is the demo on this machine', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    dataDir: join(root, '.data'),
    frontendDir: join(root, 'frontend', 'build'),
    service: '@agentic-service-bot/smart-home',
    retentionDays: undefined,
    logLevel: 'info',
    authentication: { kind: 'demo' },
  });
});

it('an empty setting counts as missing', () => {
  expect(readConfig({ PORT: '', AUTH_SECRET: ' ' })).toMatchObject({
    port: 3000,
    authentication: { kind: 'demo' },
  });
});

it('every setting is read', () => {
  const config = readConfig({
    PORT: '0',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://chat.example.com',
    DATA_DIR: '/var/lib/bot',
    SERVICE: './services/shop/src/index.ts',
    LOG_LEVEL: 'warn',
    AUTH_ISSUER: 'https://login.example.com/',
    AUTH_AUDIENCE: 'chat',
    AUTH_CLAIM_NAME: 'nickname',
    AUTH_CLAIM_LEVEL: 'tier',
    AUTH_CLAIM_ROLE: 'https://example.com/role',
    AUTH_CLAIM_TIME_ZONE: 'tz',
    AUTH_CLAIM_GROUPS: 'cognito:groups',
    AUTH_OPERATOR_GROUP: 'support',
    ALLOWED_ORIGINS: 'https://shop.example.com, https://www.example.com',
    TRUSTED_PROXIES: '10.0.0.0/8,::1',
    ALERT_WEBHOOK: 'https://hooks.example.com/x',
  });

  expect(config).toMatchObject({
    port: 0,
    host: '0.0.0.0',
    dataDir: '/var/lib/bot',
    service: join(root, 'services/shop/src/index.ts'),
    authentication: { kind: 'issuer', audience: 'chat', clientId: undefined },
    claims: {
      name: 'nickname',
      level: 'tier',
      role: 'https://example.com/role',
      timeZone: 'tz',
      groups: 'cognito:groups',
      operatorGroup: 'support',
    },
    allowedOrigins: ['https://shop.example.com', 'https://www.example.com'],
    trustedProxies: ['10.0.0.0/8', '::1'],
  });
  expect(config.publicUrl?.host).toBe('chat.example.com');
  expect(config.alertWebhook?.host).toBe('hooks.example.com');
});

describe('what can not be is named, with what to do:', () => {
  it.each([
    [{ PORT: 'abc' }, /^PORT is "abc": set it to a whole number/],
    [{ PORT: '65536' }, /^PORT is "65536"/],
    [{ PUBLIC_URL: 'chat.example.com' }, /^PUBLIC_URL is "chat.example.com"/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud": set it to debug/],
    [{ ALLOWED_ORIGINS: 'https://a.example/path' }, /^ALLOWED_ORIGINS is/],
    [{ TRUSTED_PROXIES: 'proxy' }, /^TRUSTED_PROXIES is "proxy"/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, /^TRUSTED_PROXIES/],
    [{ AUTH_ISSUER: 'no url' }, /^AUTH_ISSUER is "no url"/],
    [{ AUTH_ISSUER: 'https://login.example.com' }, /^AUTH_AUDIENCE is missing/],
    [{ AUTH_CLIENT_ID: 'pages' }, /^AUTH_CLIENT_ID is set without AUTH_ISSUER/],
    [{ AUTH_SECRET: SECRET, AUTH_ISSUER: 'https://a.example', AUTH_AUDIENCE: 'a' }, /both set/],
    [{ HOST: '0.0.0.0' }, /^HOST is "0.0.0.0", which others can reach/],
    [{ HOST: 'example.com' }, /^HOST/],
  ])('%o', (environment, problem) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(problem)]);
  });

  it('a secret that is too short, without showing it', () => {
    const [problem, ...more] = problemsOf({ AUTH_SECRET: 'hunter2' });

    expect(more).toEqual([]);
    expect(problem).toMatch(/^AUTH_SECRET can not be used: set it to at least 32 bytes/);
    expect(problem).not.toContain('hunter2');
  });

  it('all of it at once', () => {
    expect(problemsOf({ PORT: 'abc', AUTH_ISSUER: 'no url', LOG_LEVEL: 'x' })).toHaveLength(3);
  });
});

describe('the demo', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('may listen on %s', (host) => {
    expect(problemsOf({ HOST: host })).toEqual([]);
  });

  it('may not be reached by others, unlike a server that knows who comes', () => {
    expect(problemsOf({ HOST: '0.0.0.0', AUTH_SECRET: SECRET })).toEqual([]);
  });
});

it('the tools need the folder and the service alone', () => {
  expect(readToolConfig({ DATA_DIR: '/data', PORT: 'abc' })).toEqual({
    dataDir: '/data',
    service: '@agentic-service-bot/smart-home',
  });
});
