import { expect, test } from 'vitest';
import { loadSettings, settingsOf, socketUrlFrom } from './config.ts';

const answering = (body: string, init: ResponseInit & { type?: string } = {}): typeof fetch => {
  const headers = { 'content-type': init.type ?? 'application/json' };
  return () => Promise.resolve(new Response(body, { ...init, headers }));
};

test('every environment has its socket', () => {
  expect(settingsOf().socketUrl).toBe('/ws');
  expect(settingsOf('dev').socketUrl).toBe('wss://agentic-service-bot.dev.jake-moses.com/ws');
  expect(settingsOf('prod').socketUrl).toBe('wss://agentic-service-bot.jake-moses.com/ws');
});

test.each(['staging', '', 'constructor'])('"%s" is no environment', (name) => {
  expect(() => settingsOf(name)).toThrow(`REACT_APP_ENV is "${name}": set it to one of local, dev, prod.`);
});

test('a relative socket is on the host of the page', () => {
  expect(socketUrlFrom(settingsOf(), 'http://localhost:3000/#/c/1')).toBe('ws://localhost:3000/ws');
  expect(socketUrlFrom(settingsOf(), 'https://example.com/')).toBe('wss://example.com/ws');
  expect(socketUrlFrom(settingsOf('prod'), 'https://example.com/')).toBe(settingsOf('prod').socketUrl);
});

test('config.json overrides what was built', async () => {
  const settings = await loadSettings(
    settingsOf('dev'),
    answering('{"socketUrl":"wss://example.com/ws","more":1}'),
  );
  expect(settings.socketUrl).toBe('wss://example.com/ws');
});

test.each([
  ['there is none', answering('', { status: 404 })],
  ['the host answers with its page', answering('<!doctype html>', { type: 'text/html' })],
  ['it says nothing about the socket', answering('{}')],
])('without an override, when %s, what was built stays', async (_, fetch) => {
  expect(await loadSettings(settingsOf('prod'), fetch)).toEqual(settingsOf('prod'));
});

test('a server that stumbles is no server without an override', async () => {
  const stumbling = loadSettings(settingsOf('prod'), answering('', { status: 503 }));
  await expect(stumbling).rejects.toThrow(TypeError);
});

test.each(['{"socketUrl":7}', '{"socketUrl":"wss://"}'])('a wrong override is named: %s', async (body) => {
  await expect(loadSettings(settingsOf('prod'), answering(body))).rejects.toThrow('"socketUrl" must be');
});

test('an override that is no object is an error', async () => {
  await expect(loadSettings(settingsOf('prod'), answering('null'))).rejects.toThrow('must be an object');
});

test('config.json says where people sign in', async () => {
  const signIn = {
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token',
    clientId: 'chat',
  };
  expect(await loadSettings(settingsOf(), answering(JSON.stringify({ signIn })))).toEqual({
    socketUrl: '/ws',
    signIn,
  });
  const half = answering(JSON.stringify({ signIn: { ...signIn, clientId: '' } }));
  await expect(loadSettings(settingsOf(), half)).rejects.toThrow('"signIn" must have "issuer"');
});
