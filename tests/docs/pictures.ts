import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../support/server.ts';
import { openSite, type Site } from '../support/site.ts';
import { hear, tell, Visitors } from '../support/visitors.ts';

// Takes the pictures in docs/images anew: run it when the look of the pages has changed, and look at what it took.

const BOT = 'Smart Home';
const OPERATOR = 'Sam Rivera';

const site = await openSite();
const visitors = await Visitors.of(site);
try {
  await takeChat(site);
  await takeOperator(site);
} finally {
  await visitors.leave();
  await site.close();
}

/** The bot has carried something out, has refused something, and asks before an upgrade. */
async function takeChat(site: Site): Promise<void> {
  const customer = await visitors.visitAs(site, 'Alex Berger', { width: 1280, height: 1000 });
  await tell(customer, 'turn it up');
  await hear(customer, BOT, '40');
  await tell(customer, 'play some jazz');
  await hear(customer, BOT, /premium/i);
  await tell(customer, 'upgrade me to premium');
  await customer.getByRole('button', { name: 'Approve' }).waitFor();
  await take(customer, 'chat');
}

/** An operator has taken a conversation over, and sees beside it what the bot did. */
async function takeOperator(site: Site): Promise<void> {
  const customer = await visitors.visitAs(site, 'Priya Nair');
  await tell(customer, 'turn off the living room light and turn the kitchen speaker down');
  await hear(customer, BOT, 'light is off');
  await tell(customer, 'play the same music everywhere');
  await hear(customer, BOT, /enterprise/i);
  await customer.getByRole('button', { name: 'Talk to a person' }).click();

  const operator = await visitors.visitAs(site, OPERATOR, { width: 1440, height: 860 });
  await operator.getByText('1 waiting').waitFor();
  await operator.getByRole('button', { name: 'Priya Nair' }).click();
  await operator.getByRole('button', { name: 'Take over' }).click();
  const reply = operator.getByRole('textbox', { name: 'Reply to the customer' });
  await reply.fill('Hello Priya, Sam here. What can I do for you?');
  await reply.press('Enter');
  await hear(customer, OPERATOR, 'What can I do for you?');
  await operator.getByText('Reply by reply').waitFor();
  await take(operator, 'operator');
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(ROOT, 'docs/images', `${name}.png`) });
}
