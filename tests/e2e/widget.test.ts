import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, keepScreenshot, PHONE, startBrowser } from '../support/browser.ts';
import { buildFrontend } from '../support/frontend.ts';
import { signToken } from '../support/sign-token.ts';
import { startServer, temporaryDirectory, type Server } from '../support/server.ts';

const SECRET = 'a secret of at least thirty-two bytes';

let browser: Browser;
let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let shop: HttpServer;
let shopUrl: string;
let server: Server;
/** Who is signed in at the shop. */
let customer: string | undefined;

beforeAll(async () => {
  buildFrontend();
  browser = await startBrowser();
  data = await temporaryDirectory();
  shop = createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/chat-token') {
      if (customer === undefined) return void response.writeHead(401).end();
      response.setHeader('content-type', 'application/json');
      return void response.end(JSON.stringify({ token: signToken(SECRET, customer, 'Ann Lee') }));
    }
    response.setHeader('content-type', 'text/html');
    // As strict as a shop can be and still have a chat.
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; connect-src 'self'; script-src ${server.url}; frame-src ${server.url}`,
    );
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title><h1>Our shop</h1>
      <script type="module" src="${server.url}/widget.js"></script>
      <agentic-service-bot token-url="/chat-token" label="Ask us"></agentic-service-bot>`,
    );
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  server = await startServer({ DATA_DIR: data.path, AUTH_SECRET: SECRET, ALLOWED_ORIGINS: shopUrl });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  shop.close();
  await data.remove();
});

async function visit(viewport = DESKTOP): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(shopUrl);
  await page.getByRole('button', { name: 'Ask us' }).click();
  return { page, complaints };
}

it.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('a customer of a shop talks in the shop’s own page: %s', async (device, viewport) => {
  customer = `ann-${device}`;
  const { page, complaints } = await visit(viewport);
  const chat = page.frameLocator('iframe');
  const field = chat.getByRole('textbox', { name: 'Write a message' });
  await field.fill('what devices do I have?');
  await field.press('Enter');
  await chat.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  await keepScreenshot(page, `widget-${device}`);
  expect(await chat.getByRole('button', { name: /Switch|Sign out/ }).count()).toBe(0);

  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Ask us' }).click();
  await chat.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  expect(complaints).toEqual([]);
});

it('who is not signed in at the shop is told so', async () => {
  customer = undefined;
  const { page } = await visit();
  await page.frameLocator('iframe').getByText('You are signed out.').waitFor();
});

it('a page that is not allowed gets no chat', async () => {
  customer = 'ann';
  const page = await (await browser.newContext()).newPage();
  await page.goto(shopUrl.replace('127.0.0.1', 'localhost'), { waitUntil: 'networkidle' });
  expect(await page.getByRole('heading', { name: 'Our shop' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Ask us' }).count()).toBe(0);
});
