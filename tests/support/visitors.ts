import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { DESKTOP, startBrowser } from './browser.ts';
import type { Place, Site } from './site.ts';

/** People in front of a browser, each in a window of their own. */
export class Visitors {
  /** What went wrong on any page, as the browser's console has it. */
  complaints: string[] = [];
  readonly #browser: Browser;
  readonly #patienceMs: number;

  private constructor(browser: Browser, patienceMs: number) {
    this.#browser = browser;
    this.#patienceMs = patienceMs;
  }

  /** Starts a browser for them. */
  static async of({ browserFlags, patienceMs }: Place): Promise<Visitors> {
    return new Visitors(await startBrowser(browserFlags), patienceMs);
  }

  /** Opens a page as somebody who was never there. */
  async open(url: string, viewport = DESKTOP): Promise<Page> {
    const context = await this.#browser.newContext({ viewport });
    context.setDefaultTimeout(this.#patienceMs);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    await page.goto(url);
    return page;
  }

  /** Opens a site's page, before anybody is signed in. */
  async visit({ url, welcome }: Site, viewport = DESKTOP): Promise<Page> {
    const page = await this.open(url, viewport);
    await page.getByRole('heading', { name: welcome }).waitFor();
    return page;
  }

  /** Opens a site's page, and goes on as somebody. */
  async visitAs(site: Site, name: string, viewport = DESKTOP): Promise<Page> {
    const page = await this.visit(site, viewport);
    await site.signIn(page, name);
    return page;
  }

  /** Closes all windows. */
  async leave(): Promise<void> {
    await this.#browser.close();
  }
}

/** Writes a message as a customer. */
export async function tell(page: Page | FrameLocator, text: string): Promise<void> {
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
