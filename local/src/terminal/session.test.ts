import { expect, it } from 'vitest';
import { testServer } from '../testing/server.ts';
import { UsageError } from './options.ts';
import { NotSent } from './replies.ts';
import { openSession } from './session.ts';
import { fetchToken, socketUrl } from './tokens.ts';

const options = (url: string, customer: string | undefined, token?: string) => ({
  customer,
  token,
  url: new URL(url),
});

it('where no server is, says how to start one', async () => {
  const opening = openSession(options('http://127.0.0.1:1', 'cust_001'), fetch);

  await expect(opening).rejects.toThrow(UsageError);
  await expect(opening).rejects.toThrow(
    'No server answers at http://127.0.0.1:1: start one with npm start, or say with --url where it is.',
  );
});

it('for a customer who is not there, says who is', async () => {
  const { url } = await testServer();

  await expect(openSession(options(url, 'nobody'), fetch)).rejects.toThrow(
    /There is no customer "nobody"\. There are: cust_001, cust_002/,
  );
});

it('at a server that is no demo, asks for a token', async () => {
  const { url } = await testServer({
    config: { authentication: { kind: 'secret', secret: 'x'.repeat(32), audience: undefined } },
  });

  await expect(openSession(options(url, 'cust_001'), fetch)).rejects.toThrow('is no demo: set CHAT_TOKEN');
  const refused = openSession(options(url, undefined, 'wrong'), fetch);
  await expect(refused).rejects.toThrow(NotSent);
  await expect(refused).rejects.toThrow('does not let you in');
});

it('takes a token that was given, and connects with it', async () => {
  const { url } = await testServer();
  const token = await fetchToken(options(url, 'cust_002'), fetch);
  const session = await openSession(options(url, undefined, token), fetch);

  expect(session.welcome.get()?.principal.name).toBe('Priya Nair');
  session.signOut();
});

it('the socket is as safe as the page', () => {
  expect(socketUrl(new URL('http://localhost:3000'))).toBe('ws://localhost:3000/ws');
  expect(socketUrl(new URL('https://chat.example/'))).toBe('wss://chat.example/ws');
});
