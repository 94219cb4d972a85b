import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium: CHROMIUM_PATH, or Debian's. `flags` are what it needs besides its usual ones. */
export async function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...FLAGS, ...flags],
  });
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Keeps a picture of a page where SCREENSHOTS_DIR says, if it does. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const directory = process.env['SCREENSHOTS_DIR'];
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`) });
}

/** Returns what axe finds on a page that shuts someone out, in light and in dark, one line each. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(async () => await window.axe.run());
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    for (const { id, help, nodes } of serious)
      found.push(`${colorScheme}: ${id}: ${help} (${nodes.map(({ html }) => html).join(' ')})`);
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
