import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barriers, DESKTOP, keepScreenshot, PHONE, startBrowser } from '../support/browser.ts';
import { buildFrontend } from '../support/frontend.ts';
import { startServer, temporaryDirectory, type Server } from '../support/server.ts';

const PATIENCE_MS = 10_000;
const CUSTOMER = 'Alex Berger';
const OPERATOR = 'Sam Rivera';
/** What the smart home calls its bot. */
const BOT = 'Smart Home';

let browser: Browser;
let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;
let contexts: BrowserContext[] = [];
/** What went wrong on any page, as the browser's console has it. */
let complaints: string[] = [];

beforeAll(async () => {
  buildFrontend();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  complaints = [];
  data = await temporaryDirectory();
  server = await startServer({ DATA_DIR: data.path });
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
  await server.stop();
  await data.remove();
  expect(complaints).toEqual([]);
});

/** Opens the page in a window of its own, as somebody who was never there. */
async function visit(viewport = DESKTOP): Promise<Page> {
  const context = await browser.newContext({ viewport });
  contexts.push(context);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Choose who you are' }).waitFor();
  return page;
}

async function visitAs(name: string, viewport = DESKTOP): Promise<Page> {
  const page = await visit(viewport);
  await page.getByRole('button', { name }).click();
  return page;
}

async function tell(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.fill(text);
  await field.press('Enter');
}

/** The messages of a conversation in which nobody is writing right now. */
const messages = (page: Page): Locator =>
  page.getByRole('log', { name: 'Messages' }).and(page.locator('[aria-busy=false]')).getByRole('listitem');

/** Waits for the last message of somebody to have the words. */
async function hear(page: Page, author: string, words: string | RegExp): Promise<Locator> {
  const message = messages(page)
    .filter({ has: page.getByText(author, { exact: true }) })
    .last()
    .filter({ hasText: words });
  await message.waitFor();
  return message;
}

/** Waits until the bot is done, and returns all that stands there. */
async function transcript(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  return await messages(page).allInnerTexts();
}

describe('a customer in the browser', () => {
  it('asks, changes, is refused, upgrades, comes back; a person takes over, answers and hands back', async () => {
    const customer = await visitAs(CUSTOMER);
    await tell(customer, 'what devices do I have?');
    await hear(customer, BOT, 'Living room speaker');

    await tell(customer, 'turn it up');
    const louder = await hear(customer, BOT, '40');
    await louder.getByRole('group', { name: 'Volume' }).getByText('Done').waitFor();

    await tell(customer, 'play jazz');
    const refused = await hear(customer, BOT, /premium/i);
    await refused.getByRole('group').getByText('Needs Premium').waitFor();
    await keepScreenshot(customer, 'customer-refused');

    await tell(customer, 'upgrade me to premium');
    await customer.getByRole('button', { name: 'Approve' }).click();
    const upgraded = await hear(customer, BOT, /premium/i);
    await upgraded.getByRole('group').getByText('Done').waitFor();
    await tell(customer, 'play jazz');
    await (await hear(customer, BOT, /jazz/i)).getByRole('group').getByText('Done').waitFor();

    const before = await transcript(customer);
    expect(before).toHaveLength(10);
    await customer.reload();
    await hear(customer, BOT, /jazz/i);
    await expect(transcript(customer)).resolves.toEqual(before);
    await customer.getByRole('region', { name: 'Your plan' }).getByText('Premium', { exact: true }).waitFor();
    await keepScreenshot(customer, 'customer-reloaded');

    await customer.getByRole('button', { name: 'Talk to a person' }).click();
    const operator = await visitAs(OPERATOR);
    const inbox = operator.getByRole('navigation', { name: 'Inbox' });
    await inbox.getByText('1 waiting').waitFor();
    await inbox.getByRole('button', { name: CUSTOMER }).click();
    await hear(operator, BOT, /jazz/i);
    await operator.getByRole('button', { name: 'Take over' }).click();
    await customer.getByText(`${OPERATOR} from customer service is with you`).waitFor();
    const reply = operator.getByRole('textbox', { name: 'Reply to the customer' });
    await reply.fill('Hello Alex, how can I help?');
    await reply.press('Enter');
    await hear(customer, OPERATOR, 'Hello Alex, how can I help?');
    await keepScreenshot(operator, 'operator-holds');

    await tell(customer, 'is my speaker on?');
    await hear(operator, CUSTOMER, 'is my speaker on?');
    await operator.getByRole('button', { name: 'Hand back' }).click();
    await hear(customer, BOT, /speaker is on/i);
    await customer.getByText('The assistant answers').waitFor();
    await keepScreenshot(customer, 'customer-handed-back');
  });

  it('finds the conversation as it was after the server was away', async () => {
    const customer = await visitAs(CUSTOMER);
    await tell(customer, 'is my speaker on?');
    await hear(customer, BOT, /speaker/i);
    const before = await transcript(customer);
    const { port } = new URL(server.url);

    await server.stop('SIGKILL');
    await customer.getByText('Reconnecting').waitFor();
    await tell(customer, 'turn it up');
    server = await startServer({ DATA_DIR: data.path, PORT: port });
    await hear(customer, BOT, '40');
    const after = await transcript(customer);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(4);
    // What a browser says of a server that is away.
    complaints = complaints.filter((text) => !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(text));
  });
});

describe.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('on a %s', (device, viewport) => {
  it('the pages shut nobody out, and fit', async () => {
    const check = async (page: Page, name: string): Promise<void> => {
      await keepScreenshot(page, `${name}-${device}`);
      expect(await barriers(page), name).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
        viewport.width,
      );
    };

    const customer = await visit(viewport);
    await check(customer, 'start');
    await customer.getByRole('button', { name: CUSTOMER }).click();
    await customer.getByRole('list', { name: 'Suggestions' }).waitFor();
    await check(customer, 'customer-empty');
    await tell(customer, 'turn it up');
    await hear(customer, BOT, '40');
    await tell(customer, 'play jazz');
    await hear(customer, BOT, /premium/i);
    await tell(customer, 'upgrade me to premium');
    await customer.getByRole('button', { name: 'Approve' }).waitFor();
    await transcript(customer);
    await check(customer, 'customer-asked');

    const operator = await visitAs(OPERATOR, viewport);
    await operator
      .getByRole('navigation', { name: 'Inbox' })
      .getByRole('button', { name: CUSTOMER })
      .waitFor();
    await check(operator, 'operator-inbox');
    await operator.getByRole('button', { name: CUSTOMER }).click();
    await operator.getByRole('button', { name: 'Take over' }).click();
    await operator.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
    await check(operator, 'operator-conversation');
  });
});
