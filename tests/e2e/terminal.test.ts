import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTarget, type OpenTarget } from '../support/target.ts';
import { chat } from '../support/terminal.ts';

let target: OpenTarget;

beforeAll(async () => {
  target = await openTarget();
});

afterAll(async () => {
  await target.close();
});

it('whoever has a token talks in the terminal', async () => {
  const url = new URL('/', target.wsUrl.replace(/^ws/, 'http')).href;
  const asked = await chat(
    'is my speaker on?\nturn it up\n',
    ['--url', url],
    await target.mintToken('cust_001'),
  );

  expect(asked).toMatchObject({ code: 0, stderr: '' });
  expect(asked.stdout).toMatch(/speaker is on[^]*40/i);
});

it('a line that can’t be said ends it, whatever else may come', async () => {
  const url = new URL('/', target.wsUrl.replace(/^ws/, 'http')).href;
  const token = await target.mintToken('cust_001');
  const asked = await chat(`${'x'.repeat(4_001)}\n`, ['--url', url], token, 'stays open');

  expect(asked).toMatchObject({ code: 1, stdout: '' });
  expect(asked.stderr).toMatch(/4000/);
});

it('a token that is none is one line and another exit code', async () => {
  const url = new URL('/', target.wsUrl.replace(/^ws/, 'http')).href;
  const asked = await chat('hello\n', ['--url', url], 'not.a.token');

  expect(asked.code).not.toBe(0);
  expect(asked.stdout).toBe('');
  expect(asked.stderr).toMatch(/is the token right\?/);
});
