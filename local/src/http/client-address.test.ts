import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

function request(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

const addressOf = clientAddress(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

it.each([
  ['nobody in between', request('203.0.113.5'), '203.0.113.5'],
  ['who is no proxy is not believed', request('203.0.113.5', '1.2.3.4'), '203.0.113.5'],
  ['a proxy is', request('10.0.0.1', '203.0.113.5'), '203.0.113.5'],
  ['over IPv6 too', request('::ffff:10.0.0.1', '203.0.113.5'), '203.0.113.5'],
  ['what a client made up before it is not', request('10.0.0.1', '1.2.3.4, 203.0.113.5'), '203.0.113.5'],
  ['several proxies', request('fd00::1', '203.0.113.5, 192.0.2.1, 10.9.9.9'), '203.0.113.5'],
  ['nonsense is skipped', request('10.0.0.1', 'unknown, 203.0.113.5, x'), '203.0.113.5'],
  ['a proxy that says nothing', request('10.0.0.1'), '10.0.0.1'],
  ['a socket that is gone', request(undefined), ''],
])('%s', (_, message, address) => {
  expect(addressOf(message)).toBe(address);
});
