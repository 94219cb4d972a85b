import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Authentication } from '../config/config.ts';
import { visitors } from './visitors.ts';

const request = (host: string | undefined, origin?: string): IncomingMessage =>
  ({ headers: { host, ...(origin === undefined ? {} : { origin }) } }) as unknown as IncomingMessage;

const may = (authentication: Authentication) =>
  visitors({
    authentication,
    publicUrl: new URL('https://chat.example.com'),
    allowedOrigins: ['https://shop.example.com'],
  });

describe('in demo mode', () => {
  const mayVisit = may({ kind: 'demo' });

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST', 'localhost'])('%s may', (host) => {
    expect(mayVisit(request(host))).toBe(true);
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '',
    '%',
    undefined,
  ])('%s may not', (host) => {
    expect(mayVisit(request(host))).toBe(false);
  });

  it.each([
    ['http://localhost:3000', true],
    ['https://shop.example.com', true],
    ['http://localhost:5173', false],
    ['https://evil.example', false],
    ['null', false],
  ])('a page of %s: %s', (origin, allowed) => {
    expect(mayVisit(request('localhost:3000', origin))).toBe(allowed);
  });
});

describe('otherwise', () => {
  const mayVisit = may({ kind: 'secret', secret: '', audience: undefined });

  it.each([
    ['chat.example.com', undefined, true],
    ['10.0.0.5', undefined, true],
    ['internal:3000', 'https://chat.example.com', true],
    ['internal:3000', 'https://shop.example.com', true],
    ['internal:3000', 'http://internal:3000', true],
    ['internal:3000', 'https://evil.example', false],
  ])('%s from a page of %s: %s', (host, origin, allowed) => {
    expect(mayVisit(request(host, origin))).toBe(allowed);
  });
});
