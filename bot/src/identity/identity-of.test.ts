import { describe, expect, it } from 'vitest';
import { STANDARD_CLAIMS } from './claim-names.ts';
import { identityOf } from './identity-of.ts';

const exp = Date.UTC(2026, 5, 1) / 1000;
const names = { ...STANDARD_CLAIMS, operatorGroup: 'support' };
const read = (claims: object) => identityOf({ sub: 'ann', exp, ...claims }, names);

it('a customer is what a token says, and no more', () => {
  expect(read({ name: ' Ann ', level: 'premium', zoneinfo: 'Europe/Berlin', admin: true })).toEqual({
    principal: { id: 'ann', name: 'Ann', role: 'customer' },
    expiresAt: '2026-06-01T00:00:00.000Z',
    claims: { level: 'premium', timeZone: 'Europe/Berlin' },
  });
});

it('what is no name, level or time zone is left out', () => {
  expect(read({ name: 7, level: '', zoneinfo: 'Mars/Olympus' })).toMatchObject({
    principal: { name: 'ann' },
    claims: {},
  });
});

describe('an operator', () => {
  it.each([
    [{ role: 'operator' }, 'operator'],
    [{ groups: ['a', 'support'] }, 'operator'],
    [{ groups: 'support' }, 'operator'],
    [{ groups: ['supporters'] }, 'customer'],
    [{ groups: { support: true } }, 'customer'],
    [{ role: 'customer', groups: ['support'] }, 'customer'],
  ])('%o is %s', (claims, role) => {
    expect(read(claims)?.principal.role).toBe(role);
  });

  it('is nobody by a group that is not set', () => {
    expect(identityOf({ sub: 'ann', exp, groups: ['undefined'] }, STANDARD_CLAIMS)?.principal.role).toBe(
      'customer',
    );
  });
});

it.each([
  ['without sub', { sub: undefined }],
  ['an empty sub', { sub: '' }],
  ['a sub too long', { sub: 'x'.repeat(129) }],
  ['without exp', { exp: undefined }],
  ['an exp in milliseconds', { exp: Date.UTC(2026, 5, 1) }],
  ['an exp that is no date', { exp: 1e15 }],
  ['an unknown role', { role: 'admin' }],
  ['a role that is no text', { role: ['operator'] }],
])('%s is nobody', (_, claims) => {
  expect(read(claims)).toBeUndefined();
});

it('a claim is looked up in the token alone', () => {
  expect(identityOf({ sub: 'ann', exp }, { ...names, role: 'constructor', name: 'toString' })).toMatchObject({
    principal: { name: 'ann', role: 'customer' },
  });
});
