import { expect, it } from 'vitest';
import { readChatOptions, UsageError } from './options.ts';

it('says who and where', () => {
  expect(readChatOptions(['--customer', 'cust_001'], undefined)).toEqual({
    customer: 'cust_001',
    token: undefined,
    url: new URL('http://localhost:3000'),
  });
  expect(readChatOptions(['--url', 'https://chat.example'], 'token')).toMatchObject({
    token: 'token',
    url: new URL('https://chat.example'),
  });
  expect(readChatOptions(['-h'], undefined)).toBe('help');
});

it.each([
  [[], 'Say who you are'],
  [['--customer', 'a', '--url', 'nowhere'], '--url is "nowhere"'],
  [['--frob'], '--frob'],
  [['cust_001'], 'cust_001'],
])('%j is explained', (args, message) => {
  expect(() => readChatOptions(args, undefined)).toThrow(UsageError);
  expect(() => readChatOptions(args, undefined)).toThrow(message);
});
