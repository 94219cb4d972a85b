import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { barriers, DESKTOP, keepScreenshot, PHONE } from '../support/browser.ts';
import { openSite, type Site } from '../support/site.ts';
import { hear, tell, transcript, Visitors } from '../support/visitors.ts';

const CUSTOMER = 'Alex Berger';
const OPERATOR = 'Sam Rivera';
/** What the smart home calls its bot. */
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

describe('a customer in the browser', () => {
  it('asks, changes, is refused, upgrades, comes back; a person takes over, answers and hands back', async () => {
    const customer = await visitors.visitAs(site, CUSTOMER);
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
    const operator = await visitors.visitAs(site, OPERATOR);
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
    await customer.getByText('The assistant answers', { exact: true }).waitFor();
    await customer.getByText('The assistant answers again', { exact: true }).waitFor();
    await keepScreenshot(customer, 'customer-handed-back');
  });

  it('finds the conversation as it was after the connection was away', async () => {
    const customer = await visitors.visitAs(site, CUSTOMER);
    await tell(customer, 'is my speaker on?');
    await hear(customer, BOT, /speaker/i);
    const before = await transcript(customer);

    await site.goAway();
    await customer.getByText('Reconnecting').waitFor();
    await tell(customer, 'turn it up');
    await site.comeBack();
    await hear(customer, BOT, '40');
    const after = await transcript(customer);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(4);
    // What a browser says of a server that is away.
    visitors.complaints = visitors.complaints.filter(
      (text) => !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(text),
    );
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

    const customer = await visitors.visit(site, viewport);
    await check(customer, 'start');
    await site.signIn(customer, CUSTOMER);
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

    const operator = await visitors.visitAs(site, OPERATOR, viewport);
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
