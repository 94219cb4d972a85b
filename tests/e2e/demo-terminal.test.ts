import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, temporaryDirectory, type Server } from '../support/server.ts';
import { chat } from '../support/terminal.ts';

let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;

beforeAll(async () => {
  data = await temporaryDirectory();
  server = await startServer({ DATA_DIR: data.path });
});

afterAll(async () => {
  await server.stop();
  await data.remove();
});

it('a question on a pipe gets its answer, and exit code 0', async () => {
  const asked = await chat('is my speaker on?\n', ['--url', server.url, '--customer', 'cust_001']);

  expect(asked).toMatchObject({ code: 0, stderr: '' });
  expect(asked.stdout).toMatch(/speaker is on/i);
});

it.each([
  ['nobody of that name', ['--customer', 'cust_999'], /cust_999/],
  ['an option that is none', ['--customr', 'cust_001'], /--customr/],
])('%s is one line and another exit code', async (_, args, words) => {
  const asked = await chat('hello\n', ['--url', server.url, ...args]);

  expect(asked.code).not.toBe(0);
  expect(asked.stdout).toBe('');
  expect(asked.stderr).toMatch(words);
});

it('a server that is not there is one line that says what to do', async () => {
  const asked = await chat('hello\n', ['--url', 'http://127.0.0.1:1', '--customer', 'cust_001']);

  expect(asked.code).not.toBe(0);
  expect(asked.stderr).toMatch(/npm start/);
});
