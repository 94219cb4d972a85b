import { expect, it } from 'vitest';
import { pageSignIn } from './page-sign-in.ts';

const metadata = {
  issuer: 'https://login.example.com',
  keys: new URL('https://login.example.com/keys'),
  authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token',
  endSessionEndpoint: undefined,
};

it('pages are told where people sign in', () => {
  expect(pageSignIn(metadata, 'pages')).toEqual({
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token',
    clientId: 'pages',
  });
});

it('and out, where the issuer has a page for that', () => {
  const end = 'https://login.example.com/logout';
  expect(pageSignIn({ ...metadata, endSessionEndpoint: end }, 'pages').endSessionEndpoint).toBe(end);
});

it('an issuer without a sign-in page is named', () => {
  expect(() => pageSignIn({ ...metadata, tokenEndpoint: undefined }, 'pages')).toThrow(
    'login.example.com names no page',
  );
});
