import { expect, it } from 'vitest';
import { discoveryUrl, readDiscovery } from './discovery.ts';

const issuer = new URL('https://login.example/pool/');

it('an issuer is asked at its well-known place, and says where its keys are', () => {
  expect(discoveryUrl(issuer)).toBe('https://login.example/pool/.well-known/openid-configuration');
  const document = { issuer: 'https://login.example/pool', jwks_uri: 'https://login.example/keys' };
  expect(readDiscovery(issuer, document)).toEqual({
    issuer: 'https://login.example/pool',
    keys: new URL('https://login.example/keys'),
    authorizationEndpoint: undefined,
    tokenEndpoint: undefined,
    endSessionEndpoint: undefined,
  });
});

it("another issuer's document is not believed, nor one that is none", () => {
  const other = { issuer: 'https://evil.example', jwks_uri: 'https://evil.example/keys' };
  expect(() => readDiscovery(issuer, other)).toThrow('says that it is https://evil.example');
  expect(() => readDiscovery(issuer, { issuer: issuer.href, jwks_uri: 'file:///etc/passwd' })).toThrow();
});
