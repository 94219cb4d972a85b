import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { barriers, keepScreenshot, startBrowser } from '../support/browser.ts';
import { buildFrontend } from '../support/frontend.ts';
import { startIssuer, type Issuer } from '../support/issuer.ts';
import { startServer, temporaryDirectory, type Server } from '../support/server.ts';

const CLIENT = 'pages';

let browser: Browser;
let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let issuer: Issuer;
let server: Server;

beforeAll(async () => {
  buildFrontend();
  browser = await startBrowser();
  data = await temporaryDirectory();
  issuer = await startIssuer(CLIENT, [
    { sub: 'ann', name: 'Ann Lee' },
    { sub: 'eve', name: 'Eve Roth', groups: ['support'] },
  ]);
  server = await startServer({
    DATA_DIR: data.path,
    AUTH_ISSUER: issuer.url,
    AUTH_CLIENT_ID: CLIENT,
    AUTH_OPERATOR_GROUP: 'support',
  });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await issuer.close();
  await data.remove();
});

/** Signs somebody in, in a window of their own. */
async function signIn(name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await keepScreenshot(page, 'sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name }).click();
  return page;
}

it('a customer signs in at the issuer, talks, and is still there after a reload', async () => {
  const page = await signIn('Ann Lee');
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.fill('what devices do I have?');
  await field.press('Enter');
  await page.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  expect(new URL(page.url()).search).toBe('');
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  );
  expect(kept).not.toContain('eyJ');

  await page.reload();
  await page.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  expect(issuer.grants).toEqual(['authorization_code', 'authorization_code']);

  await page.getByRole('button', { name: /Sign out|Switch/ }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
});

it('an operator is one by the group that the issuer names', async () => {
  const page = await signIn('Eve Roth');
  await page.getByRole('navigation', { name: 'Inbox' }).getByText('Ann Lee').waitFor();
  await page.getByRole('button', { name: /Sign out|Switch/ }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
});
