import type { Browser, Locator, Page } from 'playwright-core';
import { DESKTOP, startBrowser } from './browser.ts';
import type { Site } from './site.ts';

/** People in front of a site's pages, each in a window of their own. */
export class Visitors {
  /** What went wrong on any page, as the browser's console has it. */
  complaints: string[] = [];
  readonly #site: Site;
  readonly #browser: Browser;

  private constructor(site: Site, browser: Browser) {
    this.#site = site;
    this.#browser = browser;
  }

  /** Starts a browser for them. */
  static async of(site: Site): Promise<Visitors> {
    return new Visitors(site, await startBrowser(site.browserFlags));
  }

  /** Opens the page as somebody who was never there. */
  async visit(viewport = DESKTOP): Promise<Page> {
    const context = await this.#browser.newContext({ viewport });
    context.setDefaultTimeout(this.#site.patienceMs);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    await page.goto(this.#site.url);
    await page.getByRole('heading', { name: this.#site.welcome }).waitFor();
    return page;
  }

  /** Opens the page, and goes on as somebody. */
  async visitAs(name: string, viewport = DESKTOP): Promise<Page> {
    const page = await this.visit(viewport);
    await this.#site.signIn(page, name);
    return page;
  }

  /** Closes all windows. */
  async leave(): Promise<void> {
    await this.#browser.close();
  }
}

/** Writes a message as a customer. */
export async function tell(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.fill(text);
  await field.press('Enter');
}

/** The messages of a conversation in which nobody is writing right now. */
const messages = (page: Page): Locator =>
  page.getByRole('log', { name: 'Messages' }).and(page.locator('[aria-busy=false]')).getByRole('listitem');

/** Waits for the last message of somebody to have the words. */
export async function hear(page: Page, author: string, words: string | RegExp): Promise<Locator> {
  const message = messages(page)
    .filter({ has: page.getByText(author, { exact: true }) })
    .last()
    .filter({ hasText: words });
  await message.waitFor();
  return message;
}

/** Waits until the bot is done, and returns all that stands there. */
export async function transcript(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  return await messages(page).allInnerTexts();
}
