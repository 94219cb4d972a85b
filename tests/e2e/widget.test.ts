import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DESKTOP, keepScreenshot, PHONE } from '../support/browser.ts';
import { openShop, type OpenShop, type Shop } from '../support/shop.ts';
import { tell, Visitors } from '../support/visitors.ts';
import { json } from '../support/web.ts';

let shop: OpenShop;
let visitors: Visitors;
/** Who is signed in at the shop. */
let customer: string | undefined;

const shopServer: Shop = async ({ method, url }, chat) => {
  if (method === 'POST' && url.pathname === '/chat-token') {
    if (customer === undefined) return { status: 401, body: '' };
    return json({ token: await chat.tokenOf(customer, 'Ann Lee') });
  }
  return {
    status: 200,
    headers: {
      'content-type': 'text/html',
      // As strict as a shop can be and still have a chat.
      'content-security-policy': `default-src 'none'; connect-src 'self'; img-src data:; script-src ${chat.url}; frame-src ${chat.url}`,
    },
    body: `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Our shop</h1>
      <script type="module" src="${chat.url}/widget.js"></script>
      <agentic-service-bot token-url="/chat-token" label="Ask us"></agentic-service-bot>`,
  };
};

beforeAll(async () => {
  shop = await openShop(shopServer);
  visitors = await Visitors.of(shop);
});

afterAll(async () => {
  await visitors.leave();
  await shop.close();
});

beforeEach(() => {
  visitors.complaints = [];
});

async function visit(viewport = DESKTOP): Promise<Page> {
  const page = await visitors.open(shop.shopUrl, viewport);
  await page.getByRole('button', { name: 'Ask us' }).click();
  return page;
}

it.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('a customer of a shop talks in the shop’s own page: %s', async (device, viewport) => {
  customer = `ann-${device}`;
  const page = await visit(viewport);
  const chat = page.frameLocator('iframe');
  await tell(chat, 'what devices do I have?');
  await chat.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  await keepScreenshot(page, `widget-${device}`);
  expect(await chat.getByRole('button', { name: /Switch|Sign out/ }).count()).toBe(0);

  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Ask us' }).click();
  await chat.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  expect(visitors.complaints).toEqual([]);
});

it('the chat is written in, left and come back to by the keyboard alone', async () => {
  customer = 'ann-keyboard';
  const page = await visitors.open(shop.shopUrl);
  const button = page.getByRole('button', { name: 'Ask us' });
  const field = page.frameLocator('iframe').getByRole('textbox', { name: 'Write a message' });
  const focused = field.and(page.frameLocator('iframe').locator(':focus'));
  await button.focus();
  await page.keyboard.press('Enter');
  await focused.waitFor();
  await page.keyboard.type('hello');
  await page.keyboard.press('Escape');
  await button.and(page.locator(':focus')).waitFor();
  expect(await page.locator('iframe').isVisible()).toBe(false);
  await page.keyboard.press('Enter');
  await focused.waitFor();
  await page.keyboard.type(' there');
  expect(await field.inputValue()).toBe('hello there');
});

it('who is not signed in at the shop is told so', async () => {
  customer = undefined;
  const page = await visit();
  await page.frameLocator('iframe').getByText('You are signed out.').waitFor();
});

it('a page that is not allowed gets no chat', async () => {
  customer = 'ann';
  const page = await visitors.open(shop.strangerUrl);
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('heading', { name: 'Our shop' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Ask us' }).count()).toBe(0);
});
