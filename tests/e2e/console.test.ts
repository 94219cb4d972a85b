import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { openSite, type Site } from '../support/site.ts';
import { hear, tell, Visitors } from '../support/visitors.ts';

const CUSTOMER = 'Alex Berger';
const OPERATOR = 'Sam Rivera';
const BOT = 'Smart Home';

let site: Site;
let visitors: Visitors;

beforeEach(async () => {
  site = await openSite();
  visitors = await Visitors.of(site);
});

afterEach(async () => {
  await visitors.leave();
  await site.close();
  expect(visitors.complaints).toEqual([]);
});

/** Waits for something to have the focus. */
const focused = (page: Page, wanted: Locator): Promise<void> => wanted.and(page.locator(':focus')).waitFor();

/** Presses a button as the keyboard does, once it can be pressed. */
async function press(button: Locator): Promise<void> {
  const ready = button.and(button.page().locator(':enabled'));
  await ready.focus();
  await ready.press('Enter');
}

it('the focus stays where a customer is who has no mouse', async () => {
  const page = await visitors.visitAs(site, CUSTOMER, PHONE);
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await focused(page, field);
  await press(page.getByRole('list', { name: 'Suggestions' }).getByRole('button').first());
  await focused(page, field);
  await hear(page, BOT, /./);
  await tell(page, 'upgrade me to premium');
  await press(page.getByRole('button', { name: 'No', exact: true }));
  await focused(page, page.getByRole('group', { name: 'Changing the plan' }));
  await hear(page, BOT, 'nothing was changed');

  const menu = page.getByRole('button', { name: 'Conversations', exact: true });
  await press(menu);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await focused(page, menu);
  await press(menu);
  await press(page.getByRole('dialog').getByRole('button', { name: 'New conversation' }));
  await focused(page, field);
});

it('the focus stays where an operator is who has no mouse', async () => {
  const customer = await visitors.visitAs(site, CUSTOMER);
  await tell(customer, 'is my speaker on?');
  await hear(customer, BOT, /speaker/i);

  const page = await visitors.visitAs(site, OPERATOR, PHONE);
  const main = page.getByRole('main');
  await press(page.getByRole('button', { name: CUSTOMER }));
  await focused(page, main);
  await press(page.getByRole('button', { name: 'Take over' }));
  await focused(page, page.getByRole('textbox', { name: 'Reply to the customer' }));
  await press(page.getByRole('button', { name: 'Hand back' }));
  await page.getByRole('button', { name: 'Take over' }).waitFor();
  await focused(page, page.locator('.operator-actions'));
  const record = page.getByRole('button', { name: 'What the assistant did' });
  await press(record);
  await page.keyboard.press('Escape');
  await focused(page, record);
  await press(page.getByRole('button', { name: 'Back to the inbox' }));
  await page.keyboard.press('Tab');
  await focused(page, page.getByRole('button', { name: CUSTOMER }));
  await page.keyboard.press('Enter');
  await focused(page, main);
  await page.reload();
  await page.getByRole('button', { name: 'Take over' }).waitFor();
  await page.keyboard.press('Tab');
  await focused(page, page.getByRole('button', { name: 'Skip to the messages' }));
  await page.keyboard.press('Enter');
  await focused(page, main);
});

it('an operator sees what the replies took, and is told of those who wait where the tab is', async () => {
  const customer = await visitors.visitAs(site, CUSTOMER);
  await tell(customer, 'what devices do I have?');
  await hear(customer, BOT, 'Living room speaker');
  await tell(customer, 'play jazz');
  await hear(customer, BOT, /premium/i);

  const operator = await visitors.visitAs(site, OPERATOR);
  await operator.getByRole('button', { name: CUSTOMER }).click();
  const took = operator.getByRole('region', { name: 'What the replies took' });
  await took.getByText(/^[\d,]+ in, \d+ out$/).waitFor();
  await took.getByText('Reply by reply').click();
  expect(await took.getByRole('listitem').count()).toBe(2);
  await operator.getByRole('region', { name: 'What the assistant did' }).getByText('Your devices').waitFor();

  await customer.getByRole('button', { name: 'Talk to a person' }).click();
  await operator.getByText('1 waiting').waitFor();
  expect(await operator.title()).toBe(`1 waiting · ${BOT}`);
  expect(await customer.title()).toMatch(/ · Smart Home$/);
});

it('whoever comes back to the page has a connection that is made sure of', async () => {
  const page = await visitors.visit(site);
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await site.signIn(page, CUSTOMER);
  await page.getByRole('list', { name: 'Suggestions' }).waitFor();
  expect(sent).not.toContain('{"action":"ping"}');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => sent, { timeout: site.patienceMs }).toContain('{"action":"ping"}');
});

it('who comes while the server is away is told so, and can try again', async () => {
  const page = await visitors.visit(site);
  await page.route('**/config.json', (route) => route.abort());
  await page.reload();
  await page.getByRole('heading', { name: 'The server can’t be reached' }).waitFor();
  await page.unroute('**/config.json');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: site.welcome }).waitFor();
  // What a browser says of what it did not get.
  visitors.complaints = visitors.complaints.filter((text) => !text.includes('ERR_FAILED'));
});
